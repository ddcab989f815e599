import type { Fact, FactReader, FactSubject, FactType } from '../facts/fact.ts';
import type { Problem } from './problem.ts';
import { oneLine } from './prose.ts';
import type { YamlFile } from './yaml-file.ts';

interface RawFact {
  id: string;
  type: FactType;
  about: FactSubject;
  question: string;
  hint?: string;
  options?: Record<string, string>;
  seconds: number;
  'shown-by'?: FactReader[];
}

/** The facts of a file, and the ids of those whose type or options are faulty, so that no value can be held against them. */
export interface CompiledFacts {
  readonly facts: readonly Fact[];
  readonly doubtful: ReadonlySet<string>;
}

/** Reads `facts.yaml`, whose structure is checked already. `known` are the facts of the packs that this one extends. */
export function compileFacts(
  file: YamlFile,
  known: ReadonlySet<string>,
  report: (problem: Problem) => void,
): CompiledFacts {
  const seen = new Set<string>();
  const doubtful = new Set<string>();
  const facts = (file.data as { facts: RawFact[] }).facts.map((raw, index): Fact => {
    const path = ['facts', index];
    if (['id', 'type', 'options'].some((key) => file.faulty.has([...path, key]))) doubtful.add(raw.id);
    if (seen.has(raw.id) || known.has(raw.id)) {
      const where = seen.has(raw.id) ? 'above' : 'in a pack that this one extends';
      report(
        file.problem('duplicate-id', [...path, 'id'], `the fact "${raw.id}" is declared ${where} already`, {
          hint: 'remove one of them',
        }),
      );
    }
    seen.add(raw.id);
    const needsOptions = raw.type === 'enum';
    if (needsOptions && raw.options === undefined) {
      doubtful.add(raw.id);
      report(
        file.problem('missing-key', path, `the enum "${raw.id}" lacks "options"`, {
          hint: 'write options: {value: words, …}',
        }),
      );
    } else if (!needsOptions && raw.options !== undefined && !file.faulty.has([...path, 'type'])) {
      report(
        file.problem('bad-value', [...path, 'options'], `"${raw.id}" is of type ${raw.type} and takes no options`, {
          hint: 'remove them, or make it an enum',
          at: 'key',
        }),
      );
    }
    return {
      id: raw.id,
      type: raw.type,
      about: raw.about,
      question: oneLine(raw.question),
      ...(raw.hint === undefined ? {} : { hint: oneLine(raw.hint) }),
      options: Object.entries(raw.options ?? {}).map(([value, words]) => ({ value, words: oneLine(words) })),
      seconds: raw.seconds,
      ...(raw['shown-by'] === undefined ? {} : { shownBy: raw['shown-by'] }),
    };
  });
  return { facts, doubtful };
}
