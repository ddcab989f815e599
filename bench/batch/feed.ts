// Incidents on stdout, without a file: `node feed.cjs MEGABYTES`. Waits for who reads them.
import { once } from 'node:events';
import { generateIncidents } from './generate.ts';
import { textMaker } from './texts.ts';

const BLOCK = 64 * 1024;
/** So many are really generated. */
const PATTERNS = 5000;
/** Stands in a pattern where the running number goes; in no text otherwise, and not escaped by JSON. */
const HOLE = '\uE000';

/**
 * Incidents over and over, but with numbers in them that never come again: in the id, the text and a fact of type text. To
 * generate each would take longer than to check it.
 */
async function feed(root: string, megabytes: number): Promise<void> {
  const patterns: string[][] = [];
  for (const incident of generateIncidents(1, 0.1, await textMaker(root))) {
    if (patterns.length === PATTERNS) break;
    const message = incident.facts['desk.message'];
    const facts = message === undefined ? {} : { 'desk.message': `${String(message)} ${HOLE}` };
    const ownText = { id: `INC-${HOLE}`, text: `${incident.text} ref${HOLE}` };
    patterns.push(JSON.stringify({ ...incident, ...ownText, facts: { ...incident.facts, ...facts } }).split(HOLE));
  }
  let block = '';
  let left = megabytes * 1e6;
  for (let nth = 0; left > 0; nth++) {
    block += `${patterns[nth % PATTERNS]!.join(String(nth))}\n`;
    if (block.length < BLOCK) continue;
    left -= Buffer.byteLength(block);
    if (!process.stdout.write(block)) await once(process.stdout, 'drain');
    block = '';
  }
  process.stdout.write(block);
}

void feed(process.env['BENCH_ROOT']!, Number(process.argv[2]));
