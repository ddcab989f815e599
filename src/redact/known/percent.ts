const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The signs, beside letters and digits, that encoders leave as they are. */
const LEFT_ALONE: readonly string[] = [
  // RFC 3986 §2.3, `encodeURIComponent`, and Python's `quote`.
  '-._~',
  "-._~!'()*",
  '-._~/',
  // `encodeURI`, with and without the brackets of RFC 3986 §2.2.
  "-._~!'()*;/?:@&=+$,#",
  "-._~!'()*;/?:@&=+$,#[]",
  // Forms: the WHATWG's, and those that encode an asterisk too (PHP's `urlencode`).
  '*-._',
  '-._',
  // The query and the path of an address as browsers send it (URL Standard, percent-encode sets).
  '-._~!()*;/?:@&=+$,[]|{}^`\\%',
  "-._~!'()*;/:@&=+$,[]|\\%",
];

const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`);
const ENCODERS: readonly (readonly string[])[] = LEFT_ALONE.map((signs) =>
  ENCODED.map((encoded, byte) => {
    const character = String.fromCharCode(byte);
    return (LETTERS_AND_DIGITS + signs).includes(character) ? character : encoded;
  }),
);

/**
 * A value as it stands in addresses and forms, each way that encoders differ in, and encoded twice. The digits of `%2f`
 * may be of either case.
 */
export function percentSpellings(value: string): readonly string[] {
  const once = ENCODERS.map((encoder) => encodeWith(encoder, value));
  const twice = once.slice(0, 2).map((text) => text.replaceAll('%', '%25'));
  return [...once, ...[...once, ...twice].map((text) => text.replaceAll('%20', '+')), ...twice];
}

/** A value of which each byte is encoded. */
export function percentWhole(value: string): string {
  return encodeWith(ENCODED, value);
}

function encodeWith(encoder: readonly string[], value: string): string {
  let text = '';
  for (const byte of Buffer.from(value)) text += encoder[byte] as string;
  return text;
}
