import { ASSIGNED, groupSpans } from '../group-spans.ts';
import type { SecretKind } from '../kind.ts';
import { searchFor } from '../search/search.ts';

/** Keys of a telephone: digits, star, hash, and the four letters of Q.23; one or more, in a row or with signs between. */
const KEYS = String.raw`(?:[\d*#](?:[ ,;|-]{0,2}[\d*#A-D](?![a-z_])){0,63}|[A-D](?![\w']))`;
const NO_MORE = String.raw`(?![\w.]*\w|[:/%]\d|[ ]?(?:ms|sec|seconds?|times|keys|digits|tones|events|hz|khz|db|calls|bytes|%)\b)`;
/** What a tone is called, and what is told of it. */
const TONE = String.raw`(?:dtmf|touch[-_ ]?tone|key[-_ ]?(?:pad|press(?:ed)?|stroke)|telephone-event|rtp[-_ ]?events?|rfc ?(?:2833|4733)|inband)`;
const TOLD = String.raw`(?:[-_ ]?(?:digits?|tones?|entry|entries|events?|keys?|inputs?|values?|signals?|buttons?|codes?|relay|received|detected|sent|pressed|collected|entered|end|begin|start|id|rx|tx|from (?:caller|customer|user)))`;

/** Not within a word, but for what programs call that send tones: `sendDTMF("4")`. */
const FIRST = String.raw`(?<![a-z](?<!send|insert|play))`;
const CALLED = String.raw`\(\\{0,4}["']`;

const PATTERNS = [
  // DTMF: 4 · dtmfDigits=1234# · DTMF digit received '5' · RFC 2833 event: 11
  new RegExp(
    String.raw`${FIRST}${TONE}${TOLD}{0,4}(?:${ASSIGNED}|${CALLED}|[ ]["'([]?)(?:digits?[ :=]{1,3}["']?)?(${KEYS})${NO_MORE}`,
    'dgi',
  ),
  // digits=1234 · collected digits: 1 2 3 4 · digit '5' · digitsEntered":"12 · callerEnteredDigits: 1234
  new RegExp(
    String.raw`(?<!\d)${FIRST}(?:(?:collected|entered|user|caller|customer|received|input|pressed)[-_ ]?){0,2}(?:digits?|tones?|buttons?)(?:[-_ ]?(?:collected|entered|pressed|received|detected|buffer|input)){0,2}(?:${ASSIGNED}|${CALLED}|[ ]["'([])(${KEYS})${NO_MORE}`,
    'dgi',
  ),
  // CED=1234, as Contact Center Enterprise calls caller-entered digits
  new RegExp(String.raw`(?<![a-z\d])ced(?:${ASSIGNED}|[ ]["'([])(${KEYS})${NO_MORE}`, 'dgi'),
  // Caller entered 1234# · customer pressed 4 · he pressed key 4
  new RegExp(
    String.raw`(?<![a-z])(?:press(?:ed|es)|(?:caller|customer|user|he|she) (?:has )?(?:entered|typed|keyed(?: in)?|dialed in)|keyed in)[ ](?:the[ ])?(?:keys?|digits?|buttons?|number|option)?[ ]?["'(<]?(${KEYS})${NO_MORE}`,
    'dgi',
  ),
  // application/dtmf-relay: Signal=5
  new RegExp(String.raw`(?<![a-z])signal[ ]?=[ ]?(${KEYS})(?=\s{0,4}duration|\\r\\nduration|\s*$)`, 'dgim'),
  // ivr input: 4 · menu selection=2 · IVR input received: 1234 · Menu.OptionEntered = 2
  new RegExp(
    String.raw`(?<![a-z])(?:(?:ivr|menu|prompt|caller|customer|user|keypad)[-_ ]?(?:input|selection|choice|option|entry|response)(?:[-_ ]?(?:received|collected|entered|digits?))?|optionentered)(?:${ASSIGNED}|[ ]["'([])(${KEYS})${NO_MORE}`,
    'dgi',
  ),
  // interaction,utterance,1234 · element,data,value,1234, as Customer Voice Portal writes its log of activities
  new RegExp(
    String.raw`(?<![a-z])(?:interaction,(?:utterance|interpretation)|element,data,value),(${KEYS})${NO_MORE}`,
    'dgi',
  ),
  // node=CollectPin input=1234
  new RegExp(
    String.raw`(?<![a-z])(?:collect|gather|getdigits|enter|prompt)\w{0,30}["']?[ ,;|]{1,3}["']?(?:input|value|result|entry)(?:${ASSIGNED})(${KEYS})${NO_MORE}`,
    'dgi',
  ),
].map((pattern) => searchFor(pattern));
const FIELD =
  /^(?:dtmf|dtmf(?:digits?|tones?|events?|inputs?|keys?|values?|signals?|buffer)|ced|(?:collected|entered|user|caller|customer|pressed|input){0,2}digits(?:collected|entered|pressed|received|buffer)?|keypad(?:input|digits?)?|keyspressed|keypress(?:ed)?|ivr(?:input|digits?|entry|tones?)|callerinput|calleroption|menu(?:selection|choice|input)|optionentered)$/;

/**
 * What callers typed on their keypads (DTMF: ITU-T Q.23, RFC 4733, RFC 2833, `application/dtmf-relay`), one tone in an
 * event or many: it can be a card number or a PIN, digit by digit. The payload types of a session description stay.
 */
export const keypad: SecretKind = {
  name: 'keypad',
  hint: /collect|gather|user|customer|dtmf|tone|key|event|rfc|digit|button|press|entered|typed|signal|ivr|menu|prompt|caller|inband|ced|interaction,|element,|optionent/i,
  find: (text) => PATTERNS.flatMap((pattern) => groupSpans(text, pattern)),
  isField: (field) => FIELD.test(field),
};
