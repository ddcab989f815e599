import { compilePack, type CompiledPack } from '../../src/rules/compile-pack.ts';
import { baseFinder } from '../../src/rules/lay-packs.ts';
import type { PackLayer } from '../../src/rules/layer.ts';

/** What a small pack is written from; each is the text of a YAML value. */
export interface PackText {
  readonly name?: string;
  readonly extended?: string;
  readonly settings?: string;
  readonly facts?: string;
  /** The list items of a table, indented by two blanks. */
  readonly rows?: string;
  readonly area?: string;
  readonly tests?: string;
}

/** The files of a small pack; the area of its table is its name. */
export function packFiles(pack: PackText): Map<string, string> {
  const { name = 'crm', extended = '[]', settings = '{}', facts, rows, area = name, tests } = pack;
  const head = `schema: deskmedic/pack/v1\nname: ${name}\nversion: 1.2.3\nextends: ${extended}\nsettings: ${settings}\n`;
  const table = `schema: deskmedic/table/v1\narea: ${area}\ntitle: A\nsource: {document: D}\nreviewed: 2026-11-01\nsymptoms:\n`;
  return new Map([
    ['pack.yaml', head],
    ...(facts === undefined ? [] : [['facts.yaml', `schema: deskmedic/facts/v1\nfacts: ${facts}\n`] as const]),
    ...(rows === undefined ? [] : [[`tables/${area}.yaml`, `${table}${rows}`] as const]),
    ...(tests === undefined ? [] : [['tests/all.yaml', `schema: deskmedic/tests/v1\ncases:\n${tests}`] as const]),
  ]);
}

/** Compiles a small pack on top of others. */
export function compileText(pack: PackText, before: readonly PackLayer[] = []): CompiledPack {
  return compilePack(packFiles(pack), baseFinder(before));
}

/** The layer of a small pack that has no errors. */
export function layerOf(pack: PackText, before: readonly PackLayer[] = []): PackLayer {
  const { layer, problems } = compileText(pack, before);
  const errors = problems.filter((problem) => problem.level === 'error');
  if (errors.length > 0) throw new Error(errors.map((problem) => `${problem.file}: ${problem.message}`).join('\n'));
  return layer;
}

/** A row that explains; `more` are further lines of it. */
export function row(id: string, when: string, more = ''): string {
  const outcomes = 'outcomes: [{otherwise: explain, say: So it is.}]';
  return `  - id: ${id}\n${more}    symptom: A\n    frequency: 2\n    when: ${when}\n    ${outcomes}\n`;
}

/** A boolean fact as it stands in the list of `facts.yaml`. */
export function yesNo(id: string): string {
  return `{id: ${id}, type: boolean, about: desk, question: Is it?, seconds: 5}`;
}
