'use strict';
// Started by the build: goes through what has to be quick, and keeps the code that V8 has compiled for it.
// What is called here has its functions in the compiled code; the rest is compiled when it is called, as usual.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const v8 = require('node:v8');
const { useCompiledCode } = require('../bin/compiled-code.js');

const root = path.dirname(__dirname);
const dist = path.join(root, 'dist');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'deskmedic-warm-'));
const incident = path.join(folder, 'incident.json');

const COMMANDS = [['--version'], ['--help'], ['check', incident], ['--plain', 'diagnose']];

// V8 refuses compiled code that was made under other flags than those of a start.
v8.setFlagsFromString = () => {};

async function main() {
  const scripts = [];
  useCompiledCode(dist, (file, script) => scripts.push([file, script]));
  fs.writeFileSync(incident, JSON.stringify({ id: 'INC-1', facts: { 'desktop.status': 'not-responding' } }));
  process.env.DESKMEDIC_HOME = path.join(folder, 'home');
  const { run, realIo } = require(path.join(dist, 'cli.cjs'));
  for (const argv of COMMANDS) await run(argv, realIo(root));
  for (const name of fs.readdirSync(dist, { recursive: true })) {
    // The library is loaded by Node itself, which looks for no compiled code.
    if (name.endsWith('.cjs') && name !== 'index.cjs') require(path.join(dist, name));
  }
  for (const [file, script] of scripts) fs.writeFileSync(file, script.createCachedData());
}

main()
  .catch((error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(folder, { recursive: true, force: true }));
