import type { PackParts } from './meaning.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** A part of a pack that a note can stand at: the condition of a row, a fact, or the pack's name. */
export type PackPart = { readonly symptom: string } | { readonly fact: string } | 'pack';

/** Makes a note at a part of a pack, for what only shows with all packs together; undefined for a part that it does not have. */
export type NoteMaker = (part: PackPart, code: ProblemCode, message: string, hint: string) => Problem | undefined;

/** Makes notes on one compiled pack, at its own files. */
export function noteMaker({ head, factsFile, tables, facts }: PackParts): NoteMaker {
  return (part, code, message, hint) => {
    const options = { hint, level: 'note' } as const;
    if (part === 'pack') return head?.problem(code, ['name'], message, options);
    if ('fact' in part) {
      const index = facts.findIndex((fact) => fact.id === part.fact);
      return index < 0 ? undefined : factsFile?.problem(code, ['facts', index, 'id'], message, options);
    }
    const table = tables.find(({ paths }) => paths.has(part.symptom));
    return table?.file.problem(code, [...table.paths.get(part.symptom)!, 'when'], message, options);
  };
}
