// Makes the bundle of the test case in the folder that is named on the command line, with whatever zone TZ says.
import { createBundle } from '../../src/bundle/create.ts';
import { bundleInput } from './bundle-case.ts';
import { wholeIo } from './whole-io.ts';

const [folder = '', ...evidence] = process.argv.slice(2);
const files = evidence.map((path) => ({ path, role: 'attachment', consent: true }) as const);
void createBundle(bundleInput(`${folder}/`, { evidence: files }), wholeIo()).then(({ sha256 }) =>
  process.stdout.write(sha256),
);
