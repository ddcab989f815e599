// The floor: what any program on one thread has to do that reads incidents as JSON and prints JSON. Splits chunks into
// lines, parses and stringifies each, writes in blocks and waits for who reads them: `node floor.mjs FILE`.
import { once } from 'node:events';
import { createReadStream } from 'node:fs';

const BLOCK = 64 * 1024;

let rest = '';
let block = '';
for await (const chunk of createReadStream(process.argv[2], { encoding: 'utf8' })) {
  const text = rest + chunk;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    block += `${JSON.stringify(JSON.parse(text.slice(start, end)))}\n`;
    start = end + 1;
    if (block.length >= BLOCK) {
      if (!process.stdout.write(block)) await once(process.stdout, 'drain');
      block = '';
    }
  }
  rest = text.slice(start);
}
if (rest !== '') block += `${JSON.stringify(JSON.parse(rest))}\n`;
process.stdout.write(block);
