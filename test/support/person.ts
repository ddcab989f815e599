import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Shown, Talk } from './talk.ts';

/** The kinds of questions that the dialogue asks. */
export const KINDS = [
  'text',
  'pick',
  'area',
  'pick-in-area',
  'fact',
  'consent',
  'step',
  'explained',
  'waited',
  'escalate',
  'administrator',
  'names',
  'time',
  'screenshots',
  'copies',
  'monitoring',
  'agents',
  'scope',
  'contact',
  'incomplete',
] as const;
export type Kind = (typeof KINDS)[number];

/** What somebody at the desk knows and wants; everything has an answer. */
export interface Person {
  /** What is typed first. */
  readonly typed: string;
  /** Id of the row that fits; null for none. */
  readonly symptom: string | null;
  /** Chooses "None of these" after the words, so that the area is asked. */
  readonly byArea?: boolean;
  /** Values by fact id; any other is not known. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly steps?: 'fixed' | 'not-fixed' | 'could-not-do' | 'skip';
  readonly consent?: boolean;
  readonly explained?: boolean;
  readonly waited?: 'gone' | 'later' | 'still';
  /** A bundle is wanted where it is asked. */
  readonly vendor?: boolean;
  readonly names?: string;
  readonly when?: string;
  readonly screenshots?: string;
  readonly copies?: boolean;
  readonly monitoring?: string;
  readonly contact?: string;
  readonly incomplete?: boolean;
}

interface FactFile {
  readonly facts: readonly { id: string; question: string; type: string; options?: Readonly<Record<string, string>> }[];
}
interface TableFile {
  readonly area: string;
  readonly title: string;
  readonly symptoms: readonly { id: string; symptom: string }[];
}

const RULES = join(import.meta.dirname, '../../rules');
const FACTS = (parse(readFileSync(join(RULES, 'facts.yaml'), 'utf8')) as FactFile).facts;
const TABLES = readdirSync(join(RULES, 'tables')).map(
  (name) => parse(readFileSync(join(RULES, 'tables', name), 'utf8')) as TableFile,
);
const NONE = 'None of these';

const QUESTIONS: readonly (readonly [RegExp, Kind])[] = [
  [/^What do you see\?/, 'text'],
  [/^Describe what is seen/, 'text'],
  [/^Which of these is it\?/, 'pick'],
  [/^What is it about\?/, 'area'],
  [/^Do it now\?/, 'consent'],
  [/^Does this explain what is seen\?/, 'explained'],
  [/^Is it still there\?/, 'waited'],
  [/^Escalate it to /, 'escalate'],
  [/^Make a bundle for the vendor as well\?/, 'administrator'],
  [/^Login username /, 'names'],
  [/^When did you first see it\?/, 'time'],
  [/^Screenshots\?/, 'screenshots'],
  [/^Copy .+ into the bundle\?/, 'copies'],
  [/^Which number did the supervisor try to reach\?/, 'monitoring'],
  [/^How many agents are affected\?/, 'agents'],
  [/^Who is affected\?/, 'scope'],
  [/^Whom may the vendor call back\?/, 'contact'],
  [/^Write the bundle with these gaps marked\?/, 'incomplete'],
];

/** What kind of question this is; the row is picked in an area once the area was asked (`inArea`). */
export function kindOf(shown: Shown, inArea: boolean): Kind {
  if (shown.choices.includes('Yes, fixed')) return 'step';
  const kind = QUESTIONS.find(([pattern]) => pattern.test(shown.question))?.[1];
  if (kind === 'pick' && inArea) return 'pick-in-area';
  if (kind !== undefined) return kind;
  if (factAsked(shown) !== undefined) return 'fact';
  throw new Error(`nobody expected the question "${shown.question}"`);
}

/** The id of the fact that is asked for. */
export function factAsked(shown: Shown): string | undefined {
  return FACTS.find((fact) => shown.question.startsWith(fact.question))?.id;
}

/** What this person says to the question: the words of a choice, or what is typed. */
export function answerOf(person: Person, shown: Shown, kind: Kind): string {
  switch (kind) {
    case 'text':
      return person.typed;
    case 'pick':
    case 'pick-in-area': {
      const sentence = sentenceOf(person.symptom);
      const wanted = kind === 'pick' && person.byArea === true ? NONE : (sentence ?? NONE);
      return shown.choices.includes(wanted) ? wanted : NONE;
    }
    case 'area':
      return TABLES.find((table) => table.area === person.symptom?.split('/')[0])?.title ?? NONE;
    case 'fact':
    case 'scope':
    case 'agents':
      return factAnswer(person, shown);
    case 'consent':
      return person.consent === false ? 'No, leave this step out' : 'Yes, go on';
    case 'step':
      return {
        fixed: 'Yes, fixed',
        'not-fixed': 'No, not fixed',
        'could-not-do': 'Could not do it',
        skip: 'Skip this step',
      }[person.steps ?? 'skip'];
    case 'explained':
      return person.explained === false ? 'No' : 'Yes';
    case 'waited':
      return { gone: 'No, it is gone', later: 'I will look again later', still: 'Yes, still there' }[
        person.waited ?? 'later'
      ];
    case 'escalate':
      return person.vendor === false ? 'No' : 'Yes, make a bundle';
    case 'administrator':
      return person.vendor === true ? 'Yes' : 'No';
    case 'names':
      return person.names ?? (shown.text.includes('agent username') ? 'jdoe, agent_7' : 'jdoe');
    case 'time':
      return person.when ?? 'today 00:00';
    case 'screenshots':
      return person.screenshots ?? '';
    case 'copies':
      return person.copies === true ? shown.choices[1]! : 'No';
    case 'monitoring':
      return person.monitoring ?? '+1 918 555 0100, 7f3a2c10-1b2d';
    case 'contact':
      return person.contact ?? 'Ann Lee, +1 918 555 0111, ann@example.com';
    case 'incomplete':
      return person.incomplete === false ? 'No, stop here; the case is kept' : 'Yes, write it';
    default:
      return kind satisfies never;
  }
}

function sentenceOf(symptom: string | null): string | undefined {
  return TABLES.flatMap((table) => table.symptoms).find((row) => row.id === symptom)?.symptom;
}

function factAnswer(person: Person, shown: Shown): string {
  const fact = FACTS.find((known) => known.id === factAsked(shown))!;
  const value = person.facts[fact.id];
  if (value === undefined) return shown.choices.length === 0 ? '' : "I don't know";
  if (fact.type === 'boolean') return value === true ? 'Yes' : 'No';
  return fact.options?.[String(value)] ?? String(value);
}

/** Talks until the program ends; gives the kinds of all questions in order, and the ids of the facts asked. */
export async function talkThrough(talk: Talk, person: Person): Promise<{ kinds: Kind[]; shown: Shown[] }> {
  const kinds: Kind[] = [];
  const all: Shown[] = [];
  for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
    const kind = kindOf(shown, kinds.includes('area'));
    kinds.push(kind);
    all.push(shown);
    if (kinds.length > 40) throw new Error(`this talk has no end: ${kinds.join(' ')}`);
    await talk.answer(answerOf(person, shown, kind));
  }
  return { kinds, shown: all };
}
