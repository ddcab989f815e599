'use strict';
// A further thread of the program, as `io.threads` starts it: works for the one that `deskmedic.js` runs in.

const path = require('node:path');
const { useCompiledCode } = require('./compiled-code.js');

const root = path.dirname(__dirname);
const dist = path.join(root, 'dist');

useCompiledCode(dist);
require(path.join(dist, 'cli.cjs')).runThread(root);
