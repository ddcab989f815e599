import { isOfThisNetwork } from './note-subject.ts';

/** What a note says of the network. `both`: it speaks of going down and of coming back. */
export type NoteState = 'down' | 'up' | 'both';

/** What devices write, whose other words (an interface "up", a line "lost") must not be weighed. */
const CHANGED_STATE = /\bchanged (?:state )?(?:from \w{1,20} )?to (?:administratively )?(up|down)\b/i;

const DOWN_WORDS =
  'down|offline|lost|outages?|interrupt(?:ed|ion|ions)|disconnect(?:ed|s|ion)?|unreachable|request timed out|general failure|no (?:connection|network|internet|link|signal|response|reply|answer)(?: yet)?|cut off';
const UP_WORDS = 'up|online|back|restored|reconnect(?:ed|s)?|recover(?:ed|s|y)|resumed|reachable|(?:reply|bytes) from';
/** These are said of everything: they count beside a word for the network. */
const COMMON_DOWN_WORDS = 'timed out|timeout|dropped|drops?|unavailable|failed|failure|fails|dead|gone|broken';
const COMMON_UP_WORDS = 'available|connected|works|working|established|returned|ok|okay|normal|stable';
const NETWORK =
  /\b(?:network|internet|connection|connectivity|link|line|carrier|circuit|vpn|tunnel|wi-?fi|w?lan|wan|router|modem|switch|gateway|firewall|isp|ping|site)\b/i;

/** Words that turn an up-word into its opposite: "not back yet", "still no connection". */
const TURNED = 'not|never|no longer|isn.t|wasn.t|cannot|can.t|could not|couldn.t|before|until it was';

const NOT_UP = new RegExp(
  String.raw`\b(?:${TURNED})(?: (?:yet|quite|fully|really|be|been|come|came|get|got))?,? (?:${UP_WORDS}|${COMMON_UP_WORDS})\b`,
  'gi',
);
const NOT_DOWN = new RegExp(
  String.raw`\b(?:not|never|no longer|isn.t|wasn.t|no)(?: (?:yet|been|be|a|any|further|more))? (?:${DOWN_WORDS}|${COMMON_DOWN_WORDS})\b`,
  'gi',
);
/** "Outage over": the word for what ended does not count. */
const ENDED = new RegExp(
  String.raw`\b(?:${DOWN_WORDS}|${COMMON_DOWN_WORDS})(?: (?:is|was|has|been|now|finally)){0,3} (?:over|ended|resolved|fixed|cleared|finished)\b|\b(?:end|cleared|resolved|recovered)(?: (?:of|from|after))?(?: the)? (?:${DOWN_WORDS}|${COMMON_DOWN_WORDS})\b`,
  'gi',
);
/** "Back after the outage", "up again, was down". */
const EARLIER = new RegExp(
  String.raw`\b(?:after|following|since|was|were|from)(?: (?:a|an|the|being|having|short|long|brief|network|internet|been)){0,4} (?:${DOWN_WORDS}|${COMMON_DOWN_WORDS})\b`,
  'gi',
);
/** Everyday phrases with `up`, `down` or `back` that say nothing of a network. */
const PHRASES =
  /\b(?:follow|sign|set|pick|look|wake|woke|hang|hung|call|ring|rang|writ|wrote|show|clean|speed|mess|end|break|broke)\w{0,4}[ -]up\b|\b(?:calm|slow|sit|sat|settl|writ|wrote|note|count|scroll)\w{0,4} (?:it |this |that )?down\b|\b(?:call|ring|rang|writ|wrote)\w{0,3} (?:\w{1,12} )?back\b|\bups? and downs?\b|\bup to\b/gi;

const DOWN = new RegExp(String.raw`\b(?:${DOWN_WORDS})\b`, 'i');
const UP = new RegExp(String.raw`\b(?:${UP_WORDS})\b`, 'i');
const COMMON_DOWN = new RegExp(String.raw`\b(?:${COMMON_DOWN_WORDS})\b`, 'i');
const COMMON_UP = new RegExp(String.raw`\b(?:${COMMON_UP_WORDS})\b`, 'i');

const WORD = new RegExp(String.raw`\b(?:${DOWN_WORDS}|${UP_WORDS}|${COMMON_DOWN_WORDS}|${COMMON_UP_WORDS})\b`, 'i');

/** Whether a note can say anything of the network at all: most lines of most logs cannot. */
export function mentionsState(note: string): boolean {
  return WORD.test(note);
}

/** Also with what turns them into their opposite, which is part of the state. */
const STATE = new RegExp(
  String.raw`\b(?:(?:${TURNED}|no)(?: (?:yet|quite|fully|really|be|been|come|came|get|got|any|further|more))?,? )?${WORD.source}`,
  'i',
);

/** What \`ping\` writes, of Windows and of others. */
const PROBE =
  /\b(?:reply|bytes) from\b|\bicmp_seq\b|(?<!(?!(?:am|pm)\b)\b[a-z]{1,30} )\b(?:request timed out|general failure)\b|\bhost unreachable\b/i;

/** Whether the note is one answer of a ping, or the lack of one: a single one gets lost on every network. */
export function isProbe(note: string): boolean {
  return PROBE.test(note);
}

/** Things at a desk that are down or up without the network. */
const OTHER_THINGS =
  /\b(?:soft ?phone|phone|headset|head ?phones|micro?phone|mic|printer|scanner|monitor screen|keyboard|battery|machine|lift|elevator|heating)\b/i;

/** What a note says of the network; undefined when it says neither up nor down. */
export function noteState(note: string): NoteState | undefined {
  const changed = CHANGED_STATE.exec(note)?.[1];
  if (!isProbe(note) && !isOfThisNetwork(note.replace(PHRASES, ' '), STATE)) return undefined;
  if (changed !== undefined) return changed.toLowerCase() === 'up' ? 'up' : 'down';
  const plain = note
    .replace(PHRASES, ' ')
    .replace(NOT_UP, ' offline ')
    .replace(ENDED, ' online ')
    .replace(NOT_DOWN, ' online ');
  const ofNetwork = NETWORK.test(note);
  if (!ofNetwork && OTHER_THINGS.test(note)) return undefined;
  const isUp = (text: string): boolean => UP.test(text) || (ofNetwork && COMMON_UP.test(text));
  const now = isUp(plain) ? plain.replace(EARLIER, ' ') : plain;
  const [down, up] = [DOWN.test(now) || (ofNetwork && COMMON_DOWN.test(now)), isUp(now)];
  return down && up ? 'both' : down ? 'down' : up ? 'up' : undefined;
}

const RECONNECTED =
  /\b(?:desktops?|agents?|every(?:one|body)|users|clients|all)\b.{0,60}\b(?:reconnected|(?:connected|online|back) again|back(?: online| on)?|recovered)\b/i;
const NOT_ALL = /\b(?:not|never|except|but|most|some|few|manually)\b/i;
const SIGNED_IN = /\b(?:sign(?:ed|ing|s)?|log(?:ged|ging|s)?)[ -]?(?:back )?(?:in|on)(?:to)?\b/i;

/** Whether the note says that the desktops came back by themselves; false when somebody had to sign in for that. */
export function saysReconnected(note: string): boolean | undefined {
  if (SIGNED_IN.test(note)) return false;
  return RECONNECTED.test(note) && !NOT_ALL.test(note) ? true : undefined;
}
