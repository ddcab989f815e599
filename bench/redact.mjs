// How much of the personal data in a labelled corpus is found, and how much else: `npm run bench:redact -- FILE.json`;
// `--help` tells the rest.
import { withBench } from './with-bench.mjs';

await withBench('redact/main.ts', async ({ main }) => {
  process.exitCode = await main(process.argv.slice(2), { out: console.log, err: console.error });
});
