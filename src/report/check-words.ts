import type { Action, Result, Summary } from './result.ts';

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  escalate: 'escalate',
  workaround: 'there is a workaround',
  explain: 'this is expected behaviour',
  wait: 'wait, it passes by itself',
  ask: 'more has to be known',
  none: 'nothing documented fits',
};

/** What a record is called: its id, or where it stands when it has none. */
export function nameOf({ id, index, line }: Result): string {
  return hasName(id) ? id : index === undefined ? `line ${line ?? '?'}` : `record ${index + 1}`;
}

/** Where a record stands, as far as its name does not say so: ` (two.ndjson, line 7)`, or nothing. */
export function placeOf({ id, file, line }: Result): string {
  const place = [
    ...(file === undefined ? [] : [file]),
    ...(!hasName(id) || line === undefined ? [] : [`line ${line}`]),
  ];
  return place.length === 0 ? '' : ` (${place.join(', ')})`;
}

function hasName(id: string | undefined): id is string {
  return id !== undefined && id.trim() !== '';
}

/** What is to be done about a record. */
export function wordsOf({ status, action, symptoms }: Result): string {
  if (status === 'invalid') return 'it cannot be read';
  return action === 'escalate' && symptoms[0]?.to === 'administrator'
    ? 'escalate to your administrator'
    : ACTION_WORDS[action];
}

/** Which pack, exactly. */
export function packWords({ name, version, hash }: Result['packs'][number]): string {
  return `${name} ${version} ${hash}`;
}

/** What a batch came to, in one line: how many of each status, and how many of each action that there is. */
export function summaryWords({ records, blankLines, statuses, actions, withFailedRules }: Summary): string {
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
  return todo.length === 0 ? head : `${head}; ${todo.join(', ')}`;
}
