// How well texts are ranked, beside two search libraries that are given the same texts per row:
// `npm run bench:words -- FILE.jsonl …`, by default all of fixtures/words/; `--help` tells the rest.
import { root, withBench } from './with-bench.mjs';

await withBench('words/main.ts', async ({ main }) => {
  process.exitCode = await main(root, process.argv.slice(2), { out: console.log, err: console.error });
});
