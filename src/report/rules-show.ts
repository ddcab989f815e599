import { formatDuration } from '../facts/duration.ts';
import { escalationClass } from '../rules/escalation-class.ts';
import type { Outcome, Rules, Source, Step, Symptom } from '../rules/pack.ts';
import { conditionWords, formatCondition, type ConditionWords } from './condition-words.ts';
import { bold, dim, type Line } from './text.ts';

/** Everything about one symptom, for people. */
export function ruleLines(symptom: Symptom, rules: Pick<Rules, 'facts' | 'settings'>): Line[] {
  const words = conditionWords(rules);
  return [
    [bold(symptom.id), dim(`  (${symptom.pack})`)],
    symptom.symptom,
    ...section(
      'On the screen',
      symptom.screenText.map((text) => `- "${text}"`),
    ),
    ...section(
      'As people say it',
      symptom.phrases.map((phrase) => `- ${phrase}`),
    ),
    ...section('When', [formatCondition(symptom.when, words)]),
    ...section(
      'Steps',
      symptom.steps.flatMap((step, index) => stepLines(step, index, words)),
    ),
    ...section(
      'Comes to',
      outcomeTexts(symptom, words).map((text) => `- ${text}`),
    ),
    '',
    `Escalated: ${escalationClass(symptom)}`,
    `Source: ${sourceWords(symptom.source)}; reviewed ${symptom.reviewed}`,
  ];
}

/** Where a row was read, on one line. */
export function sourceWords({ document, section, year, url }: Source): string {
  const place = [document, section, year].filter((part) => part !== undefined).join(', ');
  return url === undefined ? place : `${place} ${url}`;
}

/** Whom and what a step takes and disturbs: `agent, 2 min, helps often, ends the session`. */
export function stepTerms({ who, minutes, likelihood, disrupts }: Step): string {
  const helps = { low: 'seldom helps', medium: 'may help', high: 'often helps' }[likelihood];
  const terms = [who, `${minutes} min`, helps];
  if (disrupts !== 'none') terms.push(disrupts === 'call' ? 'cuts the call' : 'disturbs the session');
  return terms.join(', ');
}

/** Each outcome in words, in the order in which they are tried. */
export function outcomeTexts(symptom: Symptom, words: ConditionWords): string[] {
  return symptom.outcomes.map((outcome) => {
    const when = outcome.when === undefined ? 'otherwise' : `if ${formatCondition(outcome.when, words)}`;
    return `${when}: ${outcomeWords(outcome)}`;
  });
}

function outcomeWords({ kind, say, waitFor, to }: Outcome): string {
  switch (kind) {
    case 'workaround':
      return 'workaround, the steps above';
    case 'escalate':
      return `escalate to the ${to ?? 'vendor'}`;
    case 'explain':
      return `explain. ${say ?? ''}`;
    case 'wait':
      return `wait ${formatDuration(waitFor ?? 0)}. ${say ?? ''}`;
    default:
      return kind satisfies never;
  }
}

function stepLines(step: Step, index: number, words: ConditionWords): Line[] {
  return [
    `${index + 1}. ${step.do}`,
    ...(step.if === undefined ? [] : [`   Only if ${formatCondition(step.if, words)}`]),
    `   ${step.verify}`,
    [dim(`   ${step.id}: ${stepTerms(step)}`)],
  ];
}

function section(title: string, lines: readonly Line[]): Line[] {
  if (lines.length === 0) return [];
  const indented = lines.map((line): Line => {
    const [first = '', ...rest] = typeof line === 'string' ? [line] : line;
    return typeof first === 'string' ? [`  ${first}`, ...rest] : [{ ...first, text: `  ${first.text}` }, ...rest];
  });
  return ['', [bold(title)], ...indented];
}
