import type { CheckFormat, Render } from './check-format.ts';
import type { Action, Result, ResultStep, ResultSymptom, Status, Summary } from './result.ts';
import { bold, cyan, dim, green, red, yellow, type Line, type Span } from './text.ts';

/** Results for people: a block for each record, and a line that sums up. */
export function createCheckText(render: Render): CheckFormat {
  return {
    head: '',
    result: (result) => render([...resultLines(result), '']),
    tail: (summary) => render(summaryLines(summary)),
  };
}

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  escalate: 'escalate',
  workaround: 'there is a workaround',
  explain: 'this is expected behaviour',
  wait: 'wait, it passes by itself',
  ask: 'more has to be known',
  none: 'nothing documented fits',
};

function resultLines(result: Result): Line[] {
  const { status, action, symptoms, missingFacts, problems, escalation } = result;
  const words = status === 'invalid' ? 'it cannot be read' : actionWords(result);
  return [
    [bold(nameOf(result)), dim(placeOf(result)), ': ', paintStatus(status), `, `, paintAction(action, words)],
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

function nameOf(result: Result): string {
  return result.id ?? (result.index === undefined ? `line ${result.line ?? '?'}` : `record ${result.index + 1}`);
}

function placeOf({ id, file, line }: Result): string {
  const place = [
    ...(file === undefined ? [] : [file]),
    ...(id === undefined || line === undefined ? [] : [`line ${line}`]),
  ];
  return place.length === 0 ? '' : ` (${place.join(', ')})`;
}

function actionWords({ action, symptoms }: Result): string {
  return action === 'escalate' && symptoms[0]?.to === 'administrator'
    ? 'escalate to your administrator'
    : ACTION_WORDS[action];
}

function symptomLines(symptom: ResultSymptom): Line[] {
  const verdict = symptom.verdict === 'yes' ? '' : symptom.by === 'text' ? ' (by its words)' : ' (possible)';
  return [
    ['  ', bold(symptom.id), `${verdict}  ${symptom.symptom}`],
    ...(symptom.because.length === 0 ? [] : [[dim(`    because ${symptom.because.join('; ')}`)]]),
    ...(symptom.steps ?? []).map((step, at): Line => `    ${at + 1}. ${stepWords(step)}`),
  ];
}

function stepWords(step: ResultStep): string {
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

function summaryLines({ records, blankLines, statuses, actions, withFailedRules }: Summary): Line[] {
  const counts = (['matched', 'possible', 'unmatched', 'invalid'] as const).map((key) => `${statuses[key]} ${key}`);
  const todo = (
    [
      [actions.escalate, 'to escalate'],
      [actions.workaround, 'with a workaround'],
      [actions.explain, 'explained'],
      [actions.wait, 'to wait for'],
      [actions.ask, 'to ask about'],
      [withFailedRules, 'with a rule that failed'],
      [blankLines, blankLines === 1 ? 'blank line skipped' : 'blank lines skipped'],
    ] as const
  ).flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  const head = `${records} ${records === 1 ? 'incident' : 'incidents'}: ${counts.join(', ')}`;
  return [todo.length === 0 ? head : `${head}; ${todo.join(', ')}`];
}
