// How fast a bundle is made and verified beside `zip -r`, and how much memory that takes: `npm run bench:bundle`; `--help`
// tells the rest.
import { runBench } from './run-bench.mjs';

await runBench('bundle/main.ts', 'bundle/archive.ts');
