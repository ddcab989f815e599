import { isObject } from '../facts/plain-data.ts';
import { rankSymptoms } from '../match/rank.ts';
import type { WordIndex } from '../match/word-evidence.ts';
import { describeMatch, NO_MATCH, type Match, type MatchView } from '../report/match.ts';
import type { RecordProblem } from '../report/result.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import { incidentParser, type Incident } from './incident.ts';
import type { BatchRecord } from './record.ts';

/** The rules in force, and how texts are ranked by them. Made once for a batch. */
export interface Matcher extends MatchView {
  readonly rules: Rules;
  readonly context: Context;
  readonly words: WordIndex;
}

/** Ranks the rows by one text, and by what else is known. Pure. */
export function matchText(text: string, matcher: Matcher, { area, facts }: Partial<Incident> = {}): Match {
  const { rules, context, words } = matcher;
  const scope = area === undefined ? {} : { area };
  const ranking = rankSymptoms(rules, words(text), facts ?? new Map(), context, scope);
  return describeMatch(text, ranking, matcher);
}

/** What one record of a batch came to; `isRead` tells whether there was a text in it to be ranked by. */
export interface MatchedRecord {
  readonly match: Match;
  readonly isRead: boolean;
}

/** Ranks the rows by one record after the other: incidents that have a text. Pure. */
export function recordMatcher(matcher: Matcher): (record: Exclude<BatchRecord, { kind: 'blank' }>) => MatchedRecord {
  const { packs, rules, catalogue } = matcher;
  const parse = incidentParser({ catalogue, areas: rules.areas.map((area) => area.id) });
  return (record) => {
    const { line } = record.place;
    const unread = (text: string, problems: readonly Problem[], id?: string): MatchedRecord => ({
      match: placed({ ...NO_MATCH, text, packs }, line, problems, id),
      isRead: false,
    });
    if (record.kind === 'unreadable') return unread('', [record.problem]);
    const parsed = parse(record.value);
    // A blank text is one all the same: it says nothing, but facts may be known.
    const text = textOf(record.value);
    if (!parsed.ok) return unread(text ?? '', [parsed.problem], parsed.id);
    const { incident } = parsed;
    const { problems, id } = incident;
    if (text === undefined) return unread('', [...problems, NO_TEXT], id);
    return { match: placed(matchText(text, matcher, incident), line, problems, id), isRead: true };
  };
}

const NO_TEXT = { code: 'no-text', field: 'text', message: 'the record has no "text"' } as const;
type Problem = RecordProblem | typeof NO_TEXT;

function textOf(value: unknown): string | undefined {
  const text = isObject(value) && Object.hasOwn(value, 'text') ? value['text'] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** A match with whose it is, and what is wrong with the record. */
function placed({ schema, ...match }: Match, line: number, problems: readonly Problem[], id?: string): Match {
  return {
    schema,
    ...(id === undefined ? {} : { id }),
    line,
    ...match,
    ...(problems.length === 0 ? {} : { problems: problems.map((problem) => ({ ...problem, line })) }),
  };
}
