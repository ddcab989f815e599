// How fast `check` is beside a plain parse and stringify, jq and other rule engines, and how much memory it takes:
// `npm run bench:batch`; `--help` tells the rest.
import { runBench } from './run-bench.mjs';

await runBench('batch/main.ts', 'batch/feed.ts', 'batch/engines/contestant.ts');
