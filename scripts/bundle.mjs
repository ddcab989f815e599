import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build, transform } from 'esbuild';

const requireFile = createRequire(import.meta.url);

/** Needed at every start, so a file of its own would only cost. */
const INLINED = new Set(['commander']);

/** Verbs that scripts call often, and that somebody waits for with a caller on the line. */
const QUICK_VERBS = ['check', 'match', 'diagnose'].map((verb) => `src/commands/${verb}.ts`);

/** Parts of Node that are loaded at every start anyway. */
const ALWAYS_LOADED = new Set(['fs', 'path', 'os', 'events', 'process']);

const OUTPUT = {
  platform: 'node',
  target: 'node20.19',
  // One character outside of Latin-1 would make V8 keep and scan the whole file in two bytes a character.
  charset: 'ascii',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
};

/**
 * Bundles `entry` and all it imports into three CommonJS files in `target`, and returns the names of the files that went
 * in: `cli.cjs` has what every start needs, `verbs.cjs` what the verbs need at once that somebody waits for, `others.cjs`
 * what stands behind any other `await import()`. Many small files would be slower to read, and one large file slower to
 * compile.
 */
export async function bundle(root, entry, target) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(join(target, 'vendor'));
  const options = { ...OUTPUT, absWorkingDir: root, bundle: true, metafile: true };
  const vendors = new Vendors(options, join(target, 'vendor'));
  const { outputFiles, metafile } = await build({
    ...options,
    entryPoints: { cli: entry },
    // esbuild splits ESM only; each part is turned into CommonJS below.
    format: 'esm',
    splitting: true,
    write: false,
    outdir: target,
    outExtension: { '.js': '.cjs' },
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    plugins: [lazyBuiltins, vendors.plugin],
  });
  const { outputs } = metafile;
  const atStart = neededBy(['cli.cjs'], outputs);
  const soon = neededBy(partsOf(QUICK_VERBS, outputs), outputs);
  const parts = await Promise.all(outputFiles.map(toPart));
  const start = parts.filter(({ name }) => atStart.has(name));
  const verbs = parts.filter(({ name }) => soon.has(name) && !atStart.has(name));
  const others = parts.filter(({ name }) => !soon.has(name) && !atStart.has(name));
  writeFileSync(join(target, 'verbs.cjs'), `"use strict";module.exports=${tableOf(verbs)};`);
  writeFileSync(join(target, 'others.cjs'), `"use strict";module.exports=${tableOf(others)};`);
  writeFileSync(join(target, 'cli.cjs'), `"use strict";const parts=${tableOf(start)};${LOADER}`);
  return [...Object.keys(metafile.inputs), ...vendors.inputs];
}

/**
 * Bundles the library into one file, `index.cjs`, beside what {@link bundle} has made: it shares the packages in
 * `vendor/`, and the program starts as quickly as without it.
 */
export async function bundleLibrary(root, entry, target) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(join(target, 'vendor'), { recursive: true });
  const options = { ...OUTPUT, absWorkingDir: root, bundle: true, metafile: true };
  const vendors = new Vendors(options, join(target, 'vendor'));
  const { metafile } = await build({
    ...options,
    entryPoints: [entry],
    format: 'cjs',
    outfile: join(target, 'index.cjs'),
    supported: { 'dynamic-import': false },
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    plugins: [lazyBuiltins, vendors.plugin],
  });
  return [...Object.keys(metafile.inputs), ...vendors.inputs];
}

/** Names of the parts that these modules begin. */
function partsOf(modules, outputs) {
  const names = Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
    modules.includes(entryPoint) ? [basename(path)] : [],
  );
  if (names.length !== modules.length)
    throw new Error(`${modules.join(', ')}: not each is behind an import() of its own`);
  return names;
}

/** Names of these parts and of those that they import, and those import, other than by `import()`. */
function neededBy(names, outputs) {
  const byName = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  const needed = new Set(names);
  // A set hands out what is added while it is gone through.
  for (const name of needed) {
    for (const { path, kind } of byName.get(name)?.imports ?? []) {
      if (kind === 'import-statement' && byName.has(basename(path))) needed.add(basename(path));
    }
  }
  return needed;
}

/** One of the files that esbuild has split the whole into, as CommonJS. */
async function toPart({ path, text }) {
  // Without `dynamic-import`, `import()` becomes `require()`, which is quicker here and means the same.
  const { code } = await transform(text, { ...OUTPUT, format: 'cjs', supported: { 'dynamic-import': false } });
  return { name: basename(path), code: escapeNonAscii(code) };
}

function tableOf(parts) {
  const entries = parts.map(({ name, code }) => `"./${name}":function(module,exports,require){${code}}`);
  return `{${entries.join(',')}}`;
}

/** What Node's `require` does, for parts of one file. */
const LOADER = `
let verbs, others;
const loaded = new Map();
function load(name) {
  if (!name.startsWith('./') || name.startsWith('./vendor/')) return require(name);
  if (!loaded.has(name)) {
    const module = { exports: {} };
    loaded.set(name, module);
    const part = parts[name] ?? (verbs ??= require('./verbs.cjs'))[name] ?? (others ??= require('./others.cjs'))[name];
    part(module, module.exports, load);
  }
  return loaded.get(name).exports;
}
module.exports = load('./cli.cjs');`;

/** esbuild escapes what stands in strings; what stands in regular expressions it leaves to us. */
function escapeNonAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Every part of Node but the few above is loaded when something of it is first used, not when the module that imports
 * it is evaluated: `crypto`, `child_process` and `fs/promises` would cost a tenth of a start that needs none of them.
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(hooks) {
    hooks.onResolve({ filter: /.*/, namespace: 'file' }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '');
      if (kind === 'entry-point' || !builtinModules.includes(name) || ALWAYS_LOADED.has(name)) return undefined;
      return { path: name, namespace: 'lazy-builtin' };
    });
    hooks.onLoad({ filter: /.*/, namespace: 'lazy-builtin' }, ({ path: name }) => ({
      contents: lazyModule(`node:${name}`, requireFile(`node:${name}`)),
    }));
  },
};

/** Bundles each package that is imported into a file of its own, and puts a stand-in in its place. */
class Vendors {
  inputs = [];
  #options;
  #folder;

  constructor(options, folder) {
    this.#options = options;
    this.#folder = folder;
  }

  plugin = {
    name: 'vendors',
    setup: (hooks) => {
      hooks.onResolve({ filter: /^[^./]/, namespace: 'file' }, ({ path, kind, importer }) => {
        const isOurs = kind === 'entry-point' || path.startsWith('node:') || importer.includes('node_modules');
        return isOurs || INLINED.has(path) ? undefined : { path, namespace: 'vendor' };
      });
      hooks.onLoad({ filter: /.*/, namespace: 'vendor' }, async ({ path }) => ({
        contents: await this.#standIn(path),
      }));
      hooks.onResolve({ filter: /^\.\/vendor\//, namespace: 'vendor' }, ({ path }) => ({ path, external: true }));
    },
  };

  async #standIn(specifier) {
    const file = vendorFile(specifier);
    const { metafile } = await build({
      ...this.#options,
      // Entry points are looked up as `import` does it, which is also what the types and the tests see.
      entryPoints: [specifier],
      format: 'cjs',
      outfile: join(this.#folder, file),
      // What yazl takes for its check sums goes through a table, byte by byte; Node has its own since 20.15.
      alias: { 'buffer-crc32': join(this.#options.absWorkingDir, 'scripts/crc32.cjs') },
      // ESM that looks for optional packages beside itself: there are none.
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
    });
    this.inputs.push(...Object.keys(metafile.inputs));
    const loaded = requireFile(join(this.#folder, file));
    const path = `./vendor/${file}`;
    // A function cannot be stood in for by an object, unless importers look at its `default` only.
    const isCalled = typeof loaded === 'function' && loaded.__esModule !== true;
    return isCalled ? `module.exports = require('${path}')` : lazyModule(path, loaded);
  }
}

/** `ajv/dist/2020.js` → `ajv-dist-2020.cjs`, `@inquirer/core` → `inquirer-core.cjs`. */
function vendorFile(specifier) {
  return `${specifier
    .replace(/^@/, '')
    .replace(/\.[cm]?js$/, '')
    .replaceAll('/', '-')}.cjs`;
}

/** What every function has, and what is set apart. */
const RESERVED = new Set(['__esModule', 'length', 'name', 'prototype', 'arguments', 'caller']);

/** A CommonJS module that has the properties of `module`, and loads it when the first of them is read. */
function lazyModule(path, module) {
  const names = Object.getOwnPropertyNames(module).filter((name) => !RESERVED.has(name));
  // Every import asks for `__esModule`, so that has to be told without loading.
  return `
    Object.defineProperty(exports, '__esModule', { value: ${module.__esModule === true} });
    let loaded;
    for (const name of ${JSON.stringify(names)}) {
      Object.defineProperty(exports, name, { get: () => (loaded ??= require('${path}'))[name], enumerable: true });
    }`;
}
