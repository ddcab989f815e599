'use strict';
// V8's compiled code of `dist/`, made by the build: a start then compiles next to nothing (a tenth of it otherwise).
// Node itself can do this from 22.1 on only, and into the user's home.

const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

/** `cli.cjs` → `cli.cjs.code`; of another version of Node, or missing, it is not used and nothing is lost but time. */
const SUFFIX = '.code';

/**
 * From here on `.cjs` files in `folder` are loaded with their compiled code. V8 compares only the length of the source:
 * both files must come from one build. `onCompiled` is told of each script, for the build to make the code from.
 */
function useCompiledCode(folder, onCompiled = () => {}) {
  Module._extensions['.cjs'] = (module, file) => {
    if (!file.startsWith(folder + path.sep)) return Module._extensions['.js'](module, file);
    const script = new vm.Script(Module.wrap(fs.readFileSync(file, 'utf8')), {
      filename: file,
      cachedData: readOrUndefined(file + SUFFIX),
      importModuleDynamically: vm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    const run = script.runInThisContext();
    const require = (name) => module.require(name);
    run.call(module.exports, module.exports, require, module, file, path.dirname(file));
    onCompiled(file + SUFFIX, script);
  };
}

function readOrUndefined(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

module.exports = { useCompiledCode };
