/** What a note must speak of, unless it says nothing but the state. */
const NETWORK =
  /\b(?:network|internet|connection|connectivity|(?:up)?link|line|carrier|circuit|vpn|tunnel|wi-?fi|w?lan|wan|router|modem|switch|gateway|firewall|isp|ping|site)\b/i;

/** Words among which the state is still the whole of what is said. */
const FILLERS = new Set(
  `a about after again ago all already also am an and approx approximately are around at be been began between both but by ca came
   circa come comes completely date day ended everything finally first for from fully gone got
   had has have here i if in is it its just last long now of off office on once only ours our out over partly please pm quite
   really se short since so following being having started state status still than that the then there these this time times till to today total
   totally until was we went were while with within yet went event mon tue tues wed thu thur thurs fri sat sun monday tuesday
   wednesday thursday friday saturday sunday jan feb mar apr may jun jul aug sep sept oct nov dec january february march april
   june july august september october november december utc gmt z t h hrs hours hour min mins minutes minute s sec secs seconds
   second again brief briefly complete full st nd rd th`.split(/\s+/),
);

/** Said of what has not happened, of what does not concern this place, by or of somebody else, or as a question. */
const OF_ANOTHER =
  /\b(?:planned|scheduled|maintenance|upcoming|tomorrow|yesterday|will be|going to|shall be|next (?:week|month|night))\b|\b(?:not|un|isn.t|aren.t|wasn.t|weren.t|nor)[ -]?(?:affected|concerned|impacted|involved)\b|\b(?:other|another|their|his|her|hers|my|your|she|he|you)\b|\bof the \w{1,30} (?:office|branch|site)\b|\b(?:customer|caller|client|visitor|guest|agent|user|me|you) ?:|\?/i;
/** Programs and things that are down or up without the network, whatever else the note names. */
const OTHER_SYSTEMS =
  /\b(?:sales ?force|crm|data ?base|db|sql|portal|web ?(?:site|page)|wall ?board|app|application|e-?mail|mailbox|outlook|printer|phone line|headset|login|account|password)\b/i;
/** Interfaces that exist in software alone. */
const VIRTUAL = /\b(?:docker|veth|virbr|br-|vmnet|vboxnet|cni|flannel|cali|loopback|lo)[\da-f]*\b/i;
/** What tells that a device's interface leads out of the house; any other one is somebody's desk. */
const WAY_OUT =
  /\b(?:up ?link|wan|isp|internet|trunk|dialer|tunnel|cellular|serial|port-?channel|bundle-ether|ppp\w{0,3}|pppoe|carrier)\d*\b/i;
const INTERFACE = /\binterface\b/i;
const BOUNDARY = /[,;:()[\]–—"]|\. | - /;
const WORDS = /[a-z][a-z'’-]*/gi;

/**
 * Whether a note's state can be that of this desk's network: up to the state, and in the same part of the sentence, it
 * speaks of a network or of nothing at all.
 *
 * @param note without its times
 * @param state finds the words for the state
 */
export function isOfThisNetwork(note: string, state: RegExp): boolean {
  if (OF_ANOTHER.test(note) || OTHER_SYSTEMS.test(note) || VIRTUAL.test(note)) return false;
  if (INTERFACE.test(note)) return WAY_OUT.test(note);
  const found = state.exec(note);
  if (found === null) return false;
  const before = note.slice(0, found.index);
  const behind = note.slice(found.index + found[0].length);
  const part = behind.split(BOUNDARY, 1)[0] ?? '';
  if (NETWORK.test(`${before}${found[0]}${part}`)) return true;
  const others = new RegExp(state.source, 'gi');
  return [...`${before} ${part.replace(others, ' ')}`.matchAll(WORDS)].every(([word]) =>
    FILLERS.has(word.toLowerCase()),
  );
}
