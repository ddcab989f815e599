import type { CheckFormat, Render } from './check-format.ts';
import { nameOf, placeOf, summaryWords, wordsOf } from './check-words.ts';
import type { Action, Result, ResultStep, ResultSymptom, Status } from './result.ts';
import { bold, cyan, dim, green, red, yellow, type Line, type Span } from './text.ts';

/** Results for people: a block for each record, and a line that sums up. */
export function createCheckText(render: Render): CheckFormat {
  return {
    head: '',
    result: (result) => render([...resultLines(result), '']),
    tail: (summary) => render([summaryWords(summary)]),
  };
}

/** The block of one record. */
export function resultLines(result: Result): Line[] {
  const { status, action, symptoms, missingFacts, problems, escalation } = result;
  return [
    [bold(nameOf(result)), dim(placeOf(result)), ': ', paintStatus(status), `, `, paintAction(action, wordsOf(result))],
    ...symptoms.flatMap(symptomLines),
    ...(escalation === undefined || escalation.to === 'administrator'
      ? []
      : [
          `  severity ${escalation.severity} (${escalation.policy}), missing: ${escalation.missing.join(', ') || 'nothing'}`,
        ]),
    ...(missingFacts.length === 0 ? [] : [['  to find out: ', cyan(missingFacts.join(', '))]]),
    ...problems.map((problem): Line => ['  ', yellow('problem'), ` ${problem.message} `, dim(`[${problem.code}]`)]),
  ];
}

/** A row of a result. */
export function symptomLines(symptom: ResultSymptom): Line[] {
  const verdict = symptom.verdict === 'yes' ? '' : symptom.by === 'text' ? ' (by its words)' : ' (possible)';
  return [
    ['  ', bold(symptom.id), `${verdict}  ${symptom.symptom}`],
    ...(symptom.because.length === 0 ? [] : [[dim(`    because ${symptom.because.join('; ')}`)]]),
    ...outcomeWords(symptom).map((words) => `    ${words}`),
    ...(symptom.steps ?? []).map((step, at): Line => `    ${at + 1}. ${stepWords(step)}`),
  ];
}

/** The words of an outcome: why it is expected, or that it passes by itself, and when. */
export function outcomeWords({ say, for: long }: ResultSymptom): string[] {
  if (say === undefined) return [];
  return [long === undefined ? say : `${say} Wait ${long}.`];
}

/** What a step asks to do, whom, and when. */
export function stepWords(step: ResultStep): string {
  if ('withheld' in step) {
    const call = step.withheld === 'call-active' ? 'the agent is on a call' : 'the agent may be on a call';
    return `(${step.id} is held back: it could cut the call, and ${call})`;
  }
  const about = [`${step.who}`, ...(step.disrupts === 'none' ? [] : [`interrupts the ${step.disrupts}`])];
  return `${step.if === undefined ? '' : `If ${step.if}: `}${step.do} [${about.join('; ')}]`;
}

function paintStatus(status: Status): Span {
  switch (status) {
    case 'matched':
      return green(status);
    case 'invalid':
      return red(status);
    default:
      return yellow(status);
  }
}

function paintAction(action: Action, words: string): Span {
  return action === 'escalate' ? red(words) : words;
}
