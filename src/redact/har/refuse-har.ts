import { NotText } from '../../evidence/decode-stream.ts';

/** Fields that HARs have and nothing else does. */
const NAMES = ['startedDateTime', '_webSocketMessages', 'headersSize'];
const IS_HAR = new RegExp(String.raw`"(?:${NAMES.join('|')})[\\"]{1,9}\s*:`);
/** Characters of a name, with what stands around it. */
const OVERLAP = 64;

/**
 * The same text; throws {@link NotText} when there is a HAR in it: in text that is no JSON, or too much to be read as such,
 * the bodies in it cannot be told from the rest.
 */
export async function* refuseHar(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let before = '';
  for await (const text of texts) {
    refuseHarIn(before + text);
    before = text.slice(-OVERLAP);
    yield text;
  }
}

/** As {@link refuseHar}, for a text that is held. */
export function refuseHarIn(text: string): void {
  if (NAMES.some((name) => text.includes(name)) && IS_HAR.test(text))
    throw new NotText(
      'it holds a recording of network traffic (HAR), of which only what is saved as a .har file of its own, or stands in whole JSON of up to 8 MiB, can be rebuilt',
    );
}
