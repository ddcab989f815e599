/**
 * What stands in every base64 text whose bytes hold `bytes`, wherever they begin in it: three spellings, one for each
 * place within a group of three, of the characters that depend on nothing but `bytes`; those of the address-safe
 * alphabet (RFC 4648 §5) behind them.
 */
export function base64Middles(bytes: Uint8Array): readonly string[] {
  const middles = [0, 1, 2].map((shift) => middle(bytes, shift));
  return [...middles, ...middles.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

function middle(bytes: Uint8Array, shift: number): string {
  const text = Buffer.concat([new Uint8Array(shift), bytes]).toString('base64');
  return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
}
