import type { FactValue } from '../facts/fact.ts';
import { ownText } from '../facts/own-text.ts';
import {
  IDENTIFIER_KINDS,
  READING_LIMITS,
  type EvidenceFormat,
  type Gap,
  type IdentifierKind,
  type QualitySample,
  type Reading,
  type ReadingProblem,
  type ShownFact,
  type Sight,
} from './reading.ts';

/** Gathers what a reader finds while it goes through a file, in bounded memory. */
export interface ReadingCollector {
  /** The file shows this value of this fact here. The same one again is counted, not kept. */
  shown(fact: string, value: FactValue, sight: Sight): void;
  gap(gap: Gap): void;
  sample(sample: QualitySample): void;
  /** An identifier; one that stands `beside` a finding is quoted before others. Blank ones are left out. */
  id(kind: IdentifierKind, value: string, beside?: boolean): void;
  /** The file goes from here or to here: `at` is ISO 8601 in UTC. */
  seen(at: string): void;
  problem(problem: ReadingProblem): void;
  end(): Reading;
}

/** An empty collector for a file of this format. */
export function collectReading(format: EvidenceFormat): ReadingCollector {
  const facts = new Map<string, { fact: string; value: FactValue; first: Sight; last: Sight; times: number }>();
  const gaps: Gap[] = [];
  const quality: QualitySample[] = [];
  const problems: ReadingProblem[] = [];
  /** Beside findings, and elsewhere. */
  const ids = new Map<IdentifierKind, readonly [Set<string>, Set<string>]>();
  const overflowing = new Set<string>();
  let firstAt: string | undefined;
  let lastAt: string | undefined;

  function hasRoom(what: 'facts' | 'gaps' | 'quality', size: number): boolean {
    if (size < READING_LIMITS[what]) return true;
    overflowing.add(what);
    return false;
  }

  function seen(at: string | undefined): void {
    if (at === undefined) return;
    if (firstAt === undefined || at < firstAt) firstAt = at;
    if (lastAt === undefined || at > lastAt) lastAt = at;
  }

  return {
    shown(fact, value, sight) {
      seen(sight.at);
      const key = `${fact} ${JSON.stringify(value)}`;
      const known = facts.get(key);
      if (known !== undefined) {
        known.last = sight;
        known.times += 1;
      } else if (hasRoom('facts', facts.size)) facts.set(key, { fact, value, first: sight, last: sight, times: 1 });
    },
    gap(gap) {
      seen(gap.from);
      seen(gap.to);
      if (hasRoom('gaps', gaps.length)) gaps.push(gap);
    },
    sample(sample) {
      seen(sample.at);
      if (hasRoom('quality', quality.length)) quality.push(sample);
    },
    id(kind, value, beside = false) {
      if (value.trim() === '') return;
      const lists = ids.get(kind) ?? ([new Set<string>(), new Set<string>()] as const);
      ids.set(kind, lists);
      const list = lists[beside ? 0 : 1];
      if (list.size < READING_LIMITS.ids) list.add(ownText(value));
    },
    seen,
    problem(problem) {
      if (problems.length < READING_LIMITS.problems) problems.push(problem);
    },
    end() {
      const notes: ReadingProblem[] = [...overflowing].map((what) => ({
        code: 'too-much',
        message: `there are more ${what === 'quality' ? 'measurements' : what} in it than are kept; the first ones stand here`,
      }));
      const kept: ShownFact[] = [...facts.values()];
      return {
        format,
        facts: kept,
        gaps,
        quality,
        ids: Object.fromEntries(
          IDENTIFIER_KINDS.flatMap((kind) => {
            const lists = ids.get(kind);
            if (lists === undefined) return [];
            return [[kind, [...new Set([...lists[0], ...lists[1]])].slice(0, READING_LIMITS.ids)]];
          }),
        ),
        ...(firstAt === undefined ? {} : { firstAt }),
        ...(lastAt === undefined ? {} : { lastAt }),
        problems: [...problems, ...notes],
      };
    },
  };
}
