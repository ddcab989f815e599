// The walls of the house, as a rule for oxlint: which folder may import which, and who may touch the outside world.
import { builtinModules } from 'node:module';
import { posix } from 'node:path';

/** A folder of `src/` may import those to its left; folders that stand together do not know each other. */
const LINE = [
  ['facts'],
  ['rules'],
  ['match'],
  ['diagnose', 'policy', 'evidence', 'observe'],
  ['case'],
  ['redact', 'report'],
  ['bundle'],
  ['dialogue', 'batch'],
  ['commands'],
];

const KNOW_FACTS_ONLY = ['evidence', 'observe'];

/** Files of `src/` itself that every folder may import. */
const COMMON_FILES = ['src/errors.ts', 'src/exit-codes.ts', 'src/version.ts'];

/** The doors of the program and of the library: they give the rest its outside world, and nobody imports them. */
const DOORS = ['src/cli.ts', 'src/index.ts'];

/** Types only, for everybody; the rest of `src/io/` is for the doors. */
const IO_TYPES = 'src/io/io.ts';

/** Pure text: the terminal must look as the reports do. */
const IO_LOOKS = 'report';

/** Node's modules that compute and touch nothing. `crypto` is among them for `createHash` alone. */
const PURE_MODULES = [
  'path',
  'path/posix',
  'path/win32',
  'zlib',
  'stream',
  'stream/promises',
  'crypto',
  'util',
  'buffer',
];

/** Packages that reach for the terminal, the disk, the network or the environment. */
const WORLD_PACKAGES = /^(inquirer|@inquirer\/.+|ora|env-paths|tinyglobby|undici)($|\/)/;

const WORLD_GLOBALS = new Set(
  ['process', 'console', 'performance', 'crypto', 'fetch', 'WebSocket', 'globalThis', 'global', 'require'].concat([
    'setTimeout',
    'setInterval',
    'setImmediate',
    'navigator',
  ]),
);

const WORLD_MEMBERS = new Set([
  'Date.now',
  'Math.random',
  'Temporal.Now',
  'yauzl.open',
  'yauzl.openPromise',
  'yauzl.fromFd',
  'yauzl.fromFdPromise',
]);

/** What is wrong with importing `specifier` from the file `from` (`src/…`, with `/`); `null` when nothing is. */
export function importProblem(from, specifier, { isTypeOnly = false, names = [] } = {}) {
  const own = folderOf(from);
  if (own === 'io') return specifier.startsWith('.') ? ioImportProblem(target(from, specifier)) : null;
  if (specifier.startsWith('.')) return ownImportProblem(from, own, target(from, specifier), isTypeOnly);
  return isTypeOnly ? null : outsideImportProblem(own, specifier, names);
}

function target(from, specifier) {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

function ioImportProblem(to) {
  if (['io', IO_LOOKS].includes(folderOf(to)) || COMMON_FILES.includes(to)) return null;
  return `src/io/ may import only itself, src/${IO_LOOKS}/ and ${COMMON_FILES.join(', ')}`;
}

function ownImportProblem(from, own, to, isTypeOnly) {
  if (to === 'package.json') return null;
  if (!to.startsWith('src/')) return 'src/ imports nothing of the project that lies outside of it';
  if (DOORS.includes(from)) return null;
  if (DOORS.includes(to)) return `nothing in src/ imports ${to}`;
  if (COMMON_FILES.includes(to) || COMMON_FILES.includes(from)) return null;
  if (to === IO_TYPES) return isTypeOnly ? null : `import only types from ${IO_TYPES}`;
  const other = folderOf(to);
  if (other === 'io') return 'only src/cli.ts and src/index.ts import the real io; take what you need through Io';
  if (own === other || mayImport(own, other)) return null;
  return `${own || from} may not import ${other || to}: the arrows run ${describeLine()}`;
}

function mayImport(from, to) {
  if (rank(to) === -1 || rank(from) <= rank(to)) return false;
  return !KNOW_FACTS_ONLY.includes(from) || to === 'facts';
}

function rank(folder) {
  return LINE.findIndex((place) => place.includes(folder));
}

function describeLine() {
  return LINE.map((place) => place.join(', ')).join(' <- ');
}

function outsideImportProblem(own, specifier, names) {
  const builtin = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(builtin)) {
    if (!PURE_MODULES.includes(builtin)) return `only src/io/ may import ${specifier}`;
    const isHashOnly = names.length > 0 && names.every((name) => name === 'createHash');
    return builtin === 'crypto' && !isHashOnly ? 'only createHash may be imported from node:crypto' : null;
  }
  if (WORLD_PACKAGES.test(specifier)) return `only src/io/ may import ${specifier}`;
  if (specifier === 'chalk' && own !== 'report') return 'only src/io/ and src/report/ may import chalk';
  return null;
}

/** `src/rules/schema/x.ts` → `rules`; empty for a file of `src/` itself. */
function folderOf(file) {
  const parts = file.split('/');
  return parts.length > 2 ? parts[1] : '';
}

const walls = {
  create(context) {
    const file = relativeName(context);
    if (!file.startsWith('src/')) return {};
    const report = (node, message) => {
      if (message !== null) context.report({ node, message });
    };
    const onImport = (node) => report(node, importProblem(file, node.source.value, describeImport(node)));
    const importVisitors = {
      ImportDeclaration: onImport,
      ExportAllDeclaration: onImport,
      ExportNamedDeclaration: (node) => node.source && onImport(node),
      ImportExpression: (node) =>
        report(
          node,
          node.source.type === 'Literal' ? importProblem(file, node.source.value) : 'import a constant path',
        ),
      Program: (node) => report(node, placeProblem(file)),
    };
    return folderOf(file) === 'io' ? importVisitors : { ...importVisitors, ...worldVisitors(context, report) };
  },
};

/** A new folder has to be given its place in the line first. */
function placeProblem(file) {
  const folder = folderOf(file);
  if (folder === '' || folder === 'io' || rank(folder) !== -1) return null;
  return `src/${folder}/ has no place in the line: ${describeLine()}`;
}

function describeImport(node) {
  const specifiers = node.specifiers ?? [];
  const kinds = specifiers.map((specifier) => specifier.importKind ?? specifier.exportKind ?? 'value');
  const isTypeOnly =
    (node.importKind ?? node.exportKind) === 'type' || (kinds.length > 0 && kinds.every((kind) => kind === 'type'));
  const names = specifiers.map((specifier) => (specifier.imported ?? specifier.local)?.name);
  return { isTypeOnly, names };
}

function worldVisitors(context, report) {
  const clock = 'only src/io/ knows the time; take it as a value or from io.clock';
  const onReference = ({ identifier, resolved, isTypeReference }) => {
    // What the file declares itself is no global, whatever it is called.
    if (isTypeReference || (resolved?.defs.length ?? 0) > 0) return;
    const { name, parent } = identifier;
    if (WORLD_GLOBALS.has(name)) report(identifier, `only src/io/ may use ${name}; take it through Io`);
    if (name !== 'Date' || parent.callee !== identifier) return;
    if (parent.type === 'CallExpression' || parent.arguments.length === 0) report(identifier, clock);
  };
  return {
    MemberExpression(node) {
      const name = `${node.object.name}.${node.property.name ?? node.property.value}`;
      if (WORLD_MEMBERS.has(name)) report(node, `only src/io/ may use ${name}; take it through Io`);
    },
    'Program:exit'() {
      for (const scope of context.sourceCode.scopeManager.scopes) scope.references.forEach(onReference);
    },
  };
}

function relativeName(context) {
  const file = context.filename.replaceAll('\\', '/');
  const root = `${context.cwd.replaceAll('\\', '/')}/`;
  return file.startsWith(root) ? file.slice(root.length) : file;
}

export default { meta: { name: 'deskmedic' }, rules: { walls } };
