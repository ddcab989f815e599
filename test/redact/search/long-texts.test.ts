import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSecrets, type Finding } from '../../../src/redact/redact-text.ts';

/** What stands before and behind each line; no kind finds anything in it, nor does any go on over it. */
const CLEAN = '\n08:41:02.118 INFO  the agent is ready, and waits\n\n';
/** So much is read once for all patterns; a line by itself is searched pattern by pattern. */
const LONG = 64 * 1024;

const folder = 'fixtures/secrets';
/** Lines with secrets of every kind, but for those of which what is secret goes on in the next. */
const LINES = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !/\.(?:png|jpe?g)$/.test(entry.name))
  .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split(/\r?\n/))
  .filter((line) => line.length > 3 && line.length < 360 && !/BEGIN|Assertion|["':=|>{[(\\-]\s*$/.test(line));

/** What is found in each line by itself, where it stands in `lines` put together. */
function foundAlone(lines: readonly string[]): readonly unknown[] {
  let at = CLEAN.length;
  return lines.flatMap((line) => {
    const shift = at - CLEAN.length;
    at += line.length + CLEAN.length;
    const text = `${CLEAN}${line}${CLEAN}`;
    return findSecrets(text).map((finding) => shown(text, finding, shift));
  });
}

function foundTogether(lines: readonly string[]): readonly unknown[] {
  const text = `${CLEAN}${lines.join(CLEAN)}${CLEAN}`.padEnd(LONG, CLEAN);
  return findSecrets(text).map((finding) => shown(text, finding, 0));
}

function shown(text: string, { kind, start, end, value, within }: Finding, shift: number): unknown {
  const secret = value ?? text.slice(start, end);
  return [start + shift, end + shift, kind.name, secret, within?.map((one) => [one.kind.name, one.value])];
}

/** What would be found if nobody looked first whether there is a hint of it, and in which there is none. */
const HINTLESS = [
  `{"keys":[{"d":"${'aB3-'.repeat(11)}"}]}`,
  't:e<23456> and F=B<51234>',
  '6512%208714%208175%208|12/27',
  'apiapi w9',
];

describe('in a long text, which is read once for all patterns', () => {
  it('the same is found as in each of its lines', () => {
    for (let at = 0; at < LINES.length; at += 500) {
      const lines = LINES.slice(at, at + 500);
      expect(foundTogether(lines)).toEqual(foundAlone(lines));
    }
    expect(foundAlone(LINES).length).toBeGreaterThan(500);
    for (const line of HINTLESS) expect(foundTogether([line])).toEqual(foundAlone([line]));
  });

  it('the same is found in lines of which some are cut, escaped, written large or glued together', () => {
    const line = fc.constantFrom(...LINES);
    const changed = fc.oneof(
      line,
      fc.tuple(line, fc.nat(300)).map(([one, at]) => one.slice(at)),
      fc.tuple(line, fc.nat(300)).map(([one, at]) => one.slice(0, at)),
      line.map((one) => one.toUpperCase()),
      line.map((one) => encodeURIComponent(one).slice(0, 440)),
      line.map((one) => JSON.stringify(one).slice(0, 440)),
      fc
        .tuple(line, fc.constantFrom(' ', '', ';', '&', '\t', '%20', '"'), line)
        .map((parts) => parts.join('').slice(0, 440)),
    );
    fc.assert(
      fc.property(fc.array(changed, { minLength: 40, maxLength: 80 }), (lines) => {
        const safe = lines.filter((one) => one.length > 3 && !/BEGIN|Assertion|["':=|>{[(\\-]\s*$|%0[AD]/i.test(one));
        expect(foundTogether(safe)).toEqual(foundAlone(safe));
      }),
      { numRuns: 60 },
    );
  });
});
