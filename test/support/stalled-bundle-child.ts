// Makes a bundle in the folder that is named on the command line, with what its placeholders stand for in the second one,
// and stops for good in the middle of the last write, which it tells.
import { createBundle } from '../../src/bundle/create.ts';
import { bundleInput } from './bundle-case.ts';
import { wholeIo } from './whole-io.ts';

const [folder = '', home = ''] = process.argv.slice(2);
const { files } = wholeIo();
void createBundle(
  { ...bundleInput(`${folder}/b.zip`), journal: [{ text: 'guest7@mail.example' }] },
  wholeIo({
    write: (path, content, options) => files.write(path, path.endsWith('.zip') ? stalling(content) : content, options),
  }),
  home,
);

async function* stalling(content: Parameters<typeof files.write>[1]): AsyncGenerator<Uint8Array> {
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    yield chunk.subarray(0, 100);
    break;
  }
  process.stdout.write('stalled\n');
  // A timer keeps the process alive.
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}
