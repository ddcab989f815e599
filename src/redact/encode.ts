/** Text as UTF-8, piece by piece. A lone half of a character would silently become another one: it throws a TypeError. */
export async function* encodeStream(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let half = '';
  for await (const text of texts) {
    const whole = half + text;
    half = /[\ud800-\udbff]$/.exec(whole)?.[0] ?? '';
    const ready = half === '' ? whole : whole.slice(0, -1);
    if (ready !== '') yield encodeText(ready);
  }
  if (half !== '') yield encodeText(half);
}

/** As {@link encodeStream}, for a text that is held. */
function encodeText(text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) throw new TypeError('half a character');
  return new TextEncoder().encode(text);
}
