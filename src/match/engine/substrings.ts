/** Calls back with the number of each text that stands in `text`, once for each. */
export type SubstringFinder = (text: string, found: (nth: number) => void) => void;

/** Cells of one table: 8 MiB. Texts that go beyond it get a further one. */
const MOST_CELLS = 2 ** 21;

/** Looks for many texts at once, none of them empty, in one pass over the text (Aho and Corasick 1975). */
export function substringFinder(wanted: readonly string[]): SubstringFinder {
  const finders = shares(wanted).map(([first, share]) => ({ first, find: automaton(share) }));
  return (text, found) => {
    for (const { first, find } of finders) find(text, (nth) => found(first + nth));
  };
}

/** The texts in runs that each fit one table, with the number of the first. A text that is too long stands alone. */
function shares(wanted: readonly string[]): [first: number, share: string[]][] {
  const runs: [number, string[]][] = [];
  let states = 0;
  let letters = new Set<string>();
  for (const [nth, text] of wanted.entries()) {
    const run = runs.at(-1);
    const together = new Set([...letters, ...text.split('')]);
    const fits = (states + text.length + 1) * (together.size + 1) <= MOST_CELLS;
    if (run === undefined || !fits) runs.push([nth, [text]]);
    else run[1].push(text);
    states = run === undefined || !fits ? text.length + 1 : states + text.length;
    letters = run === undefined || !fits ? new Set(text.split('')) : together;
  }
  return runs;
}

function automaton(wanted: readonly string[]): SubstringFinder {
  const [alone] = wanted;
  // A single text, which may be of any length, is looked for as it is.
  if (wanted.length === 1 && alone !== undefined) return (text, found) => text.includes(alone) && found(0);
  const letters = new Map<number, number>();
  for (const text of wanted)
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (!letters.has(code)) letters.set(code, letters.size + 1);
    }
  const ascii = Int32Array.from({ length: 128 }, (_, code) => letters.get(code) ?? 0);
  const width = letters.size + 1;
  const most = wanted.reduce((sum, text) => sum + text.length, 1);
  /** For each state and letter the next state; 0 is the start, and the letter 0 any that no text has. */
  const next = new Int32Array(most * width);
  const ends: number[][] = Array.from({ length: most }, () => []);
  let states = 1;
  for (const [nth, text] of wanted.entries()) {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const cell = state * width + letters.get(text.charCodeAt(at))!;
      if (next[cell] === 0) next[cell] = states++;
      state = next[cell]!;
    }
    ends[state]!.push(nth);
  }
  /** The next shorter text that ends where this state does; 0: none. */
  const shorter = new Int32Array(states);
  const fallback = new Int32Array(states);
  const queue = Array.from({ length: width }, (_, letter) => next[letter]!).filter((state) => state > 0);
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!;
    const back = fallback[state]!;
    shorter[state] = ends[back]!.length > 0 ? back : shorter[back]!;
    for (let letter = 0; letter < width; letter++) {
      const cell = state * width + letter;
      const onward = next[back * width + letter]!;
      if (next[cell] === 0) next[cell] = onward;
      else {
        fallback[next[cell]!] = onward;
        queue.push(next[cell]!);
      }
    }
  }
  const says = Uint8Array.from({ length: states }, (_, state) =>
    ends[state]!.length > 0 || shorter[state]! > 0 ? 1 : 0,
  );
  /** By state, the search in which it was told of last: nothing is told twice, however often it stands there. */
  const told = new Float64Array(states);
  let search = 0;
  return (text, found) => {
    search++;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = next[state * width + (code < 128 ? ascii[code]! : (letters.get(code) ?? 0))]!;
      if (says[state] === 0) continue;
      for (let end = state; end > 0 && told[end] !== search; end = shorter[end]!) {
        told[end] = search;
        for (const nth of ends[end]!) found(nth);
      }
    }
  };
}
