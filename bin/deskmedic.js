#!/usr/bin/env node
'use strict';
// Builds the real io, runs, and leaves the exit code; never `process.exit`, which cuts what is still in a pipe.

const fs = require('node:fs');
const path = require('node:path');
const { useCompiledCode } = require('./compiled-code.js');

const root = path.dirname(__dirname);
const argv = process.argv.slice(2);

/** A clone installs and builds itself when needed; an installed package has no `src/` and does neither. */
function prepare() {
  if (fs.existsSync(path.join(root, 'src'))) require('../scripts/ensure.cjs').ensure(root);
}

async function main() {
  try {
    prepare();
  } catch (error) {
    process.stderr.write(`deskmedic: cannot prepare ${root}: ${error.message}\n`);
    return error.exitStatus ?? 6;
  }
  const dist = path.join(root, 'dist');
  useCompiledCode(dist);
  const { run, realIo } = require(path.join(dist, 'cli.cjs'));
  return run(argv, realIo(root));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`deskmedic: unexpected error: ${error?.stack ?? error}\n`);
    process.exitCode = 1;
  },
);
