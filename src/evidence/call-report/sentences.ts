import type { FactValue } from '../../facts/fact.ts';
import { byName } from './by-name.ts';
import { apart, wordsOf } from './words.ts';

/** A value of a fact that a sentence of the report shows. */
export interface Finding {
  readonly fact: string;
  readonly value: FactValue;
}

/** Names of fields in which a report says what happened; a person's notes are none. */
const TOLD_IN =
  /\b(?:insights?|message|description|details?|text|title|summary|reason|cause|result|outcome|release|ice|finding|failure|error|disposition|status)\b/;

/** Characters of a sentence that are looked at. */
const LONGEST = 400;

const NOT = String.raw`\b(?:not|never|no longer|stopped|isn't|didn't|wasn't)\b`;
const FROM = String.raw`[^.]{0,20}\breceiv\w{0,4}\b[^.]{0,30}\bfrom (?:the |a |any )?`;

/** The insights of a call (help.webex.com article frj1efb): whose part it is that no sound came. */
const SENTENCES: readonly (readonly [RegExp, Finding])[] = [
  [
    new RegExp(`\\bwebex\\b[^.]{0,40}${NOT}[^.]{0,20}\\bsend\\w{0,4}\\b[^.]{0,30}\\bto (?:the )?receiver\\b`),
    insight('webex-side'),
  ],
  [new RegExp(`\\bwebex\\b[^.]{0,40}${NOT}${FROM}cloud (?:pstn|services?)\\b`), insight('webex-side')],
  [
    new RegExp(`\\bwebex\\b[^.]{0,40}${NOT}${FROM}(?:local )?(?:gateway|lgw)\\b`),
    insight('not-receiving-from-gateway'),
  ],
  [new RegExp(`\\bwebex\\b[^.]{0,40}${NOT}${FROM}(?:sender|receiver)\\b`), insight('not-receiving-from-side')],
  [
    /\bice\b[^.]{0,40}\b(?:unsuccessful|fail\w{0,4}|not successful)\b[^.]{0,40}\bstun\b/,
    { fact: 'call.ice', value: 'stun-blocked' },
  ],
  [
    /\bice\b[^.]{0,40}\b(?:unsuccessful|fail\w{0,4}|not successful)\b[^.]{0,40}\bconnectivity check/,
    { fact: 'call.ice', value: 'no-direct-path' },
  ],
];

/** Why a call was refused. Other programs say such things too: only where a report gives its reason do they count. */
const REFUSALS: readonly (readonly [RegExp, Finding])[] = [
  [/\bcall rejected\b/, { fact: 'call.refused', value: 'rejected' }],
  [/\bunassigned number\b/, { fact: 'call.refused', value: 'unassigned-number' }],
  [/\bno route to destination\b/, { fact: 'call.refused', value: 'no-route' }],
  [/\b(?:internal|protocol) error\b/, { fact: 'call.refused', value: 'internal-error' }],
];

/** An insight that was mended is not what is wrong; whether it was, or could not be, is not told apart. */
const IS_OVER = /\b(?:resolved|cleared|recovered|restored|fixed|mended)\b/;

const GIVES_REASON = byName((name) =>
  /\b(?:insights?|cause|reason|result|outcome|release|disposition|failure)\b/.test(wordsOf(name).join(' ')),
);

/** Whether a field or column of this name tells what happened. */
export const tellsWhatHappened = byName((name: string): boolean => TOLD_IN.test(wordsOf(name).join(' ')));

/** What the text of such a field shows. `within` is the name of what the field stands in. */
export function sentenceFindings(name: string, within: string, text: string): readonly Finding[] {
  const words = apart(text.slice(0, LONGEST))
    .toLowerCase()
    .replaceAll('’', "'")
    .replaceAll(/\bweb ex\b/g, 'webex')
    .replaceAll(/[\s_]+/g, ' ');
  // `iceFailureReason: STUN server access` is one sentence with its name.
  const named = wordsOf(name);
  const sentence = named.includes('ice') ? `${named.join(' ')} ${words}` : words;
  const insights = IS_OVER.test(words) ? [] : SENTENCES;
  const patterns = GIVES_REASON(name) || GIVES_REASON(within) ? [...insights, ...REFUSALS] : insights;
  return patterns.filter(([pattern]) => pattern.test(sentence)).map(([, finding]) => finding);
}

function insight(value: string): Finding {
  return { fact: 'media.insight', value };
}
