import { catalogueOf } from './catalogue.ts';
import { compileCases } from './compile-cases.ts';
import { compileFacts } from './compile-facts.ts';
import { compilePolicy } from './compile-policy.ts';
import { compileSettings } from './compile-settings.ts';
import { compileTable, type CompiledTable } from './compile-table.ts';
import { compilePhrases, compileWords } from './compile-words.ts';
import type { PackCases, PackFiles, PackLayer } from './layer.ts';
import { meaningProblems, remarks, type PackParts } from './meaning.ts';
import { openPackFile } from './open-pack-file.ts';
import { missingParts, PLACES, rootFiles, strayFiles, withoutAnyFact } from './pack-layout.ts';
import { EMPTY_BASE, type BaseFinder, type PackBase } from './pack-base.ts';
import { packHash } from './pack-hash.ts';
import { noteMaker, type NoteMaker } from './pack-notes.ts';
import type { PackWords } from './pack.ts';
import type { Condition } from './condition.ts';
import { parseCondition, type Vocabulary } from './parse-condition.ts';
import type { Policy } from './policy.ts';
import { inReadingOrder, type Problem } from './problem.ts';
import {
  factsSchema,
  packSchema,
  phrasesSchema,
  policySchema,
  tableSchema,
  testsSchema,
  wordsSchema,
  type FileSchema,
} from './schema/pack-schemas.ts';
import type { YamlFile } from './yaml-file.ts';

/** A compiled pack, its test cases, what ranking by words is learned from, and everything found wrong; with an error among them, `layer` is not to be used. */
export interface CompiledPack {
  readonly layer: PackLayer;
  readonly cases: PackCases;
  readonly words: PackWords;
  readonly problems: readonly Problem[];
  /** For what is found out about the pack later, beside others. */
  readonly note: NoteMaker;
}

/**
 * Compiles the files of one pack: YAML, structure, meaning. Pure; finds every mistake in one run.
 *
 * @param options.today ISO date, by which reviews grow stale; none: nothing is said about them
 * @param options.unread files that are there and could not be read, which is reported already
 */
export function compilePack(
  files: PackFiles,
  findBase: BaseFinder,
  { today, unread = [] }: { readonly today?: string; readonly unread?: readonly string[] } = {},
): CompiledPack {
  const paths = [...files.keys(), ...unread].sort();
  const problems: Problem[] = missingParts(paths);
  const echoes = new WeakSet<Problem>();
  const report = (problem: Problem): void => void problems.push(problem);
  const open = (path: string, schema: FileSchema): YamlFile | undefined => {
    const text = files.get(path);
    return text === undefined ? undefined : openPackFile(path, text, schema, { report, echoes });
  };
  const openAll = (folder: keyof typeof PLACES, schema: FileSchema): (YamlFile | undefined)[] =>
    paths.filter((path) => PLACES[folder].test(path)).map((path) => open(path, schema));

  const { headPath, factsPath } = rootFiles(paths);
  const head = headPath === undefined ? undefined : open(headPath, packSchema);
  const identity = identityOf(head);
  const base = baseOf(head, identity, findBase, report);
  const settings = head === undefined ? [] : compileSettings(head, report);
  const factsFile = factsPath === undefined ? undefined : open(factsPath, factsSchema);
  const known = base ?? EMPTY_BASE;
  const { facts, doubtful } =
    factsFile === undefined
      ? { facts: [], doubtful: new Set<string>() }
      : compileFacts(factsFile, new Set(known.facts.map((fact) => fact.id)), report);
  const factsUnread =
    base === undefined || (factsPath !== undefined && (factsFile === undefined || factsFile.faulty.has(['facts'])));
  const words: Vocabulary = {
    facts: catalogueOf({ facts: [...known.facts, ...facts].filter((fact) => !doubtful.has(fact.id)) }),
    settings: new Map([...known.settings, ...settings].map((setting) => [setting.name, setting])),
    doubtful: {
      fact: (id) => factsUnread || doubtful.has(id),
      setting: (name) => base === undefined || isDeclared(head, name),
    },
  };

  const tableFiles = openAll('tables', tableSchema);
  const tables = tableFiles.flatMap((file): (CompiledTable & { file: YamlFile })[] =>
    file === undefined ? [] : [{ file, ...compileTable({ file, words, report }, identity.name) }],
  );
  const policyFiles = openAll('policies', policySchema);
  const policies = policyFiles.flatMap((file): { file: YamlFile; policy: Policy }[] =>
    file === undefined ? [] : [{ file, policy: compilePolicy({ file, words, report }) }],
  );
  const outageSigns = signsOf(head, words, report);
  const parts: PackParts = { head, factsFile, tables, facts, settings, policies, outageSigns, base: known, words };
  problems.push(...meaningProblems(parts));

  const tableIds = tables.flatMap((table) => [...table.paths.keys()]);
  const policyIds = policies.map(({ policy }) => policy.id);
  const caseWords = {
    facts: words.facts,
    doubtful: words.doubtful.fact,
    symptoms: base === undefined || tableFiles.includes(undefined) ? null : [...base.symptoms, ...tableIds],
    policies: base === undefined || policyFiles.includes(undefined) ? null : [...base.policies, ...policyIds],
  };
  const cases = openAll('tests', testsSchema).flatMap((file) =>
    file === undefined ? [] : compileCases(file, caseWords, report),
  );
  const languages = openAll('words', wordsSchema).flatMap((file) => (file === undefined ? [] : [compileWords(file)]));
  const phraseFiles = openAll('phrases', phrasesSchema).filter((file) => file !== undefined);
  const phrases = compilePhrases(phraseFiles, caseWords.symptoms, report);
  problems.push(...strayFiles(paths));
  if (!hasErrors(problems)) problems.push(...remarks(parts, today));
  return {
    layer: {
      identity: { ...identity, hash: packHash(files) },
      extends: extendedBy(head),
      areas: tables.map((table) => table.area),
      settings,
      facts,
      symptoms: tables.flatMap((table) => table.symptoms),
      overrides: Object.assign({}, ...tables.map((table) => table.overrides)) as Record<string, string>,
      policies: policies.map(({ policy }) => policy),
      ...(outageSigns === undefined ? {} : { outageSigns }),
    },
    cases,
    words: { languages, ...phrases },
    problems: inReadingOrder(withoutAnyFact(withoutEchoes(problems, echoes), factsPath, known)),
    note: noteMaker(parts),
  };
}

function identityOf(head: YamlFile | undefined): { name: string; version: string } {
  const { name = 'unnamed', version = '0.0.0' } = (head?.data ?? {}) as { name?: string; version?: string };
  return { name, version };
}

function extendedBy(head: YamlFile | undefined): readonly string[] {
  return (head?.data as { extends?: string[] } | undefined)?.extends ?? [];
}

/** What `pack.yaml` says of outages; its structure is checked already. */
function signsOf(
  head: YamlFile | undefined,
  words: Vocabulary,
  report: (problem: Problem) => void,
): Condition | undefined {
  const raw = (head?.data as { outages?: { signs: unknown } } | undefined)?.outages?.signs;
  if (head === undefined || raw === undefined) return undefined;
  return parseCondition(raw, ['outages', 'signs'], { file: head, words, report });
}

/** What the pack extends; `undefined` when that cannot be known, and so no name in it can be called unknown. */
function baseOf(
  head: YamlFile | undefined,
  { name }: { readonly name: string },
  findBase: BaseFinder,
  report: (problem: Problem) => void,
): PackBase | undefined {
  const parents = extendedBy(head);
  if (head === undefined || parents.some((_, index) => head.faulty.has(['extends', index]))) return undefined;
  const found = findBase(parents, name);
  if (!('unknown' in found)) return found;
  const hint = 'name it before this one with --rules, or correct "extends"';
  const path = ['extends', parents.indexOf(found.unknown)];
  report(head.problem('unknown-pack', path, `the pack "${found.unknown}" is not loaded`, { hint }));
  return undefined;
}

/** A setting that is declared, and yet is none, has a fault that is reported already. */
function isDeclared(head: YamlFile | undefined, name: string): boolean {
  const declared = (head?.data as { settings?: object } | undefined)?.settings ?? {};
  return Object.hasOwn(declared, name);
}

/** What only repeats another problem: of a part that was mended, or of a key that no file may have. */
function withoutEchoes(problems: readonly Problem[], echoes: WeakSet<Problem>): Problem[] {
  const placeOf = ({ file, line, column }: Problem): string => `${file}:${line}:${column}`;
  const forbidden = new Set(problems.filter((problem) => problem.code === 'forbidden-key').map(placeOf));
  return problems.filter(
    (problem) => !echoes.has(problem) && (problem.code === 'forbidden-key' || !forbidden.has(placeOf(problem))),
  );
}

/** Whether a list of problems makes a pack unusable. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.level === 'error');
}
