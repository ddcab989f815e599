import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name, version and license text of every package among `inputs`, the files that a bundle was made from. */
export function thirdPartyNotices(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== null));
  const notices = [...folders].sort((a, b) => (a < b ? -1 : 1)).map((folder) => notice(join(root, folder)));
  return `deskmedic contains these packages.\n\n${[...new Set(notices)].join('\n')}`;
}

/** `node_modules/a/node_modules/@b/c/lib/x.js` → `node_modules/a/node_modules/@b/c`; `null` for a file of our own. */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return [`${'='.repeat(80)}\n${name} ${version} (${license})\n`, ...texts, ''].join('\n');
}
