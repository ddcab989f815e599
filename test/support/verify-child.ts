// Verifies what is named on the command line, and tells what was found and how much memory that took.
import { verifyBundle } from '../../src/bundle/verify.ts';
import { wholeIo } from './whole-io.ts';

const [path = ''] = process.argv.slice(2);
const started = performance.now();
void verifyBundle(path, wholeIo()).then((found) => {
  const milliseconds = Math.round(performance.now() - started);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1000);
  process.stdout.write(JSON.stringify({ found, milliseconds, megabytes }));
});
