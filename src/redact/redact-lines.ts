import { isJson } from '../facts/plain-data.ts';
import { NotText } from '../evidence/decode-stream.ts';
import type { HarPieces } from './har/rebuild-piece.ts';
import { refuseHarIn } from './har/refuse-har.ts';
import type { Placeholders } from './placeholders.ts';
import { redactJson } from './redact-json.ts';
import { redactText, type Tally } from './redact-text.ts';

/** Characters. */
const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * NDJSON of any length with every secret replaced; a line that is no JSON is searched as text. Throws {@link NotText} for
 * one over 16 Mi characters, and for one that is no JSON and holds a piece of a HAR.
 */
export async function* redactLines(
  texts: AsyncIterable<string>,
  placeholders: Placeholders,
  tally: Tally,
  hars: HarPieces,
): AsyncGenerator<string> {
  const redactLine = (line: string): string => {
    if (isJson(line)) return redactJson(line, placeholders, tally, { hars });
    refuseHarIn(line);
    return redactText(line, placeholders, tally);
  };
  let held: string[] = [];
  let length = 0;
  for await (const text of texts) {
    const end = text.lastIndexOf('\n');
    if (end === -1) {
      held.push(text);
      length += text.length;
      if (length > LONGEST_LINE) throw new NotText('a line of it is too long to be searched');
      continue;
    }
    const lines = (held.join('') + text.slice(0, end)).split('\n');
    held = [text.slice(end + 1)];
    length = text.length - end - 1;
    yield lines.map((line) => `${redactLine(line)}\n`).join('');
  }
  yield redactLine(held.join(''));
}
