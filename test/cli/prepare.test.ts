import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../support/disk.ts';

// Each build learns the words of the built-in pack, and several tests build more than once.
vi.setConfig({ testTimeout: 120_000 });

test('the npm that installs for a fresh clone is told to keep its own news to itself', () => {
  const clone = temporaryFolder();
  cpSync(join(import.meta.dirname, '../../scripts'), join(clone, 'scripts'), { recursive: true });
  writeFileSync(join(clone, 'package.json'), '{}');
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  mkdirSync(join(clone, 'npm'));
  const npm = join(clone, 'npm/npm-cli.js');
  const said = "Object.entries(process.env).filter(([name]) => /update.notifier/i.test(name)).join(' and ')";
  writeFileSync(npm, `process.stderr.write(\`<${'${'}${said}}>\`); process.exit(1);`);
  const env = { ...process.env, npm_execpath: npm, NPM_CONFIG_UPDATE_NOTIFIER: 'true' };
  const ran = spawnSync(process.execPath, [join(clone, 'scripts/prepare.cjs')], { env, encoding: 'utf8' });
  expect(ran.stdout).toBe('');
  expect(ran.stderr).toContain('<npm_config_update_notifier,false>');
});

test('what installs and builds is not handed the upload token', () => {
  const clone = temporaryFolder();
  cpSync(join(import.meta.dirname, '../../scripts'), join(clone, 'scripts'), { recursive: true });
  writeFileSync(join(clone, 'package.json'), '{}');
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  const npm = join(clone, 'npm-cli.js');
  writeFileSync(npm, 'process.stderr.write(`<${Object.values(process.env).join()}>`); process.exit(1);');
  const env = { ...process.env, npm_execpath: npm, DESKMEDIC_UPLOAD_TOKEN: 'canary-Zt4' };
  const start = `require(${JSON.stringify(join(clone, 'scripts/ensure.cjs'))}).ensure(${JSON.stringify(clone)})`;
  const ran = spawnSync(process.execPath, ['-e', start], { env, encoding: 'utf8' });
  expect(ran.stderr).toContain('<');
  expect(ran.stderr).not.toContain('canary-Zt4');
});
