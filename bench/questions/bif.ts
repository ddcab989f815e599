/** A variable of a Bayesian network. */
export interface Variable {
  readonly name: string;
  readonly states: readonly string[];
  /** Indexes into {@link Network.variables}. */
  readonly parents: readonly number[];
  /** For each combination of the parents' states (the first parent counts slowest), how likely each own state is. */
  readonly table: readonly (readonly number[])[];
}

/** A Bayesian network; variables in the order of the file. */
export interface Network {
  readonly variables: readonly Variable[];
}

interface Draft {
  readonly name: string;
  readonly states: readonly string[];
  parents: readonly number[];
  table: number[][];
}

/** How far the probabilities of one line may be from 1 together: files give a few digits only. */
const SLACK = 0.001;

/**
 * Parses the Interchange Format for Bayesian networks (BIF 0.15, `type discrete`, `table` and one line for each
 * combination of the parents' states). Throws an `Error` that names the line for anything else.
 */
export function parseBif(text: string): Network {
  const read = reader(text);
  const drafts: Draft[] = [];
  const places = new Map<string, number>();
  for (let word = read.next(); word !== undefined; word = read.next()) {
    if (word === 'network') skipBlock(read);
    else if (word === 'variable') {
      const draft = readVariable(read);
      if (places.has(draft.name)) throw read.error(`the variable ${draft.name} stands here twice`);
      places.set(draft.name, drafts.length);
      drafts.push(draft);
    } else if (word === 'probability') readProbability(read, drafts, places);
    else throw read.error(`network, variable or probability is expected, not ${word}`);
  }
  const bare = drafts.find((draft) => draft.table.length === 0);
  if (bare !== undefined) throw new Error(`the variable ${bare.name} has no probabilities`);
  return { variables: drafts };
}

function readVariable(read: Reader): Draft {
  const name = read.word();
  read.expect('{');
  let states: readonly string[] = [];
  for (let word = read.word(); word !== '}'; word = read.word()) {
    if (word !== 'type') {
      read.until(';');
      continue;
    }
    read.expect('discrete', '[');
    const count = Number(read.word());
    read.expect(']', '{');
    states = read.list('}');
    read.expect(';');
    if (states.length !== count) throw read.error(`${name} has ${states.length} states, and says ${count}`);
  }
  if (states.length < 2) throw read.error(`${name} needs at least two states`);
  return { name, states, parents: [], table: [] };
}

function readProbability(read: Reader, drafts: readonly Draft[], places: ReadonlyMap<string, number>): void {
  const placeOf = (name: string): number => {
    const place = places.get(name);
    if (place === undefined) throw read.error(`there is no variable ${name} above`);
    return place;
  };
  read.expect('(');
  const draft = drafts[placeOf(read.word())]!;
  const sign = read.word();
  if (sign !== '|' && sign !== ')') throw read.error(`"|" or ")" is expected, not ${sign}`);
  draft.parents = sign === '|' ? read.list(')').map(placeOf) : [];
  const sizes = draft.parents.map((parent) => drafts[parent]!.states.length);
  const count = sizes.reduce((product, size) => product * size, 1);
  const rows: (number[] | undefined)[] = Array.from({ length: count }, () => undefined);
  read.expect('{');
  for (let word = read.word(); word !== '}'; word = read.word()) {
    if (word === 'property') read.until(';');
    else if (word === 'table' && draft.parents.length === 0) rows[0] = readRow(read, draft);
    else if (word === '(') {
      const states = read.list(')');
      if (states.length !== sizes.length) throw read.error(`${sizes.length} states are expected`);
      const place = states.reduce((sum, state, index) => {
        const parent = drafts[draft.parents[index]!]!;
        const at = parent.states.indexOf(state);
        if (at < 0) throw read.error(`${parent.name} has no state ${state}`);
        return sum * sizes[index]! + at;
      }, 0);
      rows[place] = readRow(read, draft);
    } else throw read.error(`a line of probabilities of ${draft.name} is expected, not ${word}`);
  }
  draft.table = rows.map((row) => {
    if (row === undefined) throw read.error(`${draft.name} lacks a line of probabilities`);
    return row;
  });
}

function readRow(read: Reader, draft: Draft): number[] {
  const row = read.list(';').map(Number);
  const sum = row.reduce((total, part) => total + part, 0);
  const fits = row.length === draft.states.length && row.every((part) => part >= 0) && Math.abs(sum - 1) <= SLACK;
  if (!fits) throw read.error(`${draft.states.length} probabilities that add up to 1 are expected`);
  return row;
}

function skipBlock(read: Reader): void {
  read.until('{');
  read.until('}');
}

type Reader = ReturnType<typeof reader>;

const TOKEN = /\/\/[^\n]*|\/\*[^]*?\*\/|"([^"\n]*)"|[{}()[\],;|]|[^\s{}()[\],;|"]+/g;

function reader(text: string) {
  const tokens = [...text.matchAll(TOKEN)].filter(([token]) => !token.startsWith('//') && !token.startsWith('/*'));
  let at = 0;
  const error = (message: string): Error => {
    const offset = tokens[Math.min(at, tokens.length) - 1]?.index ?? 0;
    return new Error(`line ${text.slice(0, offset).split('\n').length}: ${message}`);
  };
  const next = (): string | undefined => {
    const token = tokens[at++];
    return token === undefined ? undefined : (token[1] ?? token[0]);
  };
  const word = (): string => {
    const found = next();
    if (found === undefined) throw error('the file ends too early');
    return found;
  };
  return {
    error,
    next,
    word,
    expect(...words: readonly string[]): void {
      for (const wanted of words) {
        const found = word();
        if (found !== wanted) throw error(`"${wanted}" is expected, not ${found}`);
      }
    },
    until(sign: string): void {
      while (word() !== sign);
    },
    /** `a, b, c` up to the sign that ends it. */
    list(end: string): string[] {
      const items: string[] = [];
      for (;;) {
        items.push(word());
        const sign = word();
        if (sign === end) return items;
        if (sign !== ',') throw error(`"," or "${end}" is expected, not ${sign}`);
      }
    },
  };
}
