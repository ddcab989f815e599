import { holdValue, type HoldLimits } from './held-value.ts';

/** A piece of a HAR, as its text: a field of `log` that is no list of its own, or an element of `pages` or `entries`. */
export interface Slice {
  readonly what: 'field' | 'page' | 'entry';
  /** The field's name in `log`. */
  readonly name: string;
  /** JSON, not looked at yet; `undefined` when it is too large to be held. */
  readonly json: string | undefined;
}

/** How the text came to an end: as JSON does, too early, at a place that is no JSON, or without ever having been a HAR. */
export type Ending = 'whole' | 'cut' | 'broken' | 'not-har';

/** Cuts a HAR into slices while it comes. */
export interface HarCutter {
  push(bytes: Uint8Array): readonly Slice[];
  /** Whether `pages` or `entries` of a HAR were met, also when none of their elements is whole. */
  hasList(): boolean;
  /** To be asked when nothing more comes. */
  ending(): Ending;
}

const BLANK = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;

/** The lists of a HAR, whose elements are cut apart. */
const LISTS: ReadonlyMap<string, 'page' | 'entry'> = new Map([
  ['pages', 'page'],
  ['entries', 'entry'],
]);

const LIMITS: HoldLimits = {
  refuse: 64 * 1024 * 1024,
  spare: 16 * 1024 * 1024,
  string: 8 * 1024 * 1024,
  shortString: 1024,
};

/**
 * A cutter of the text of a HAR in UTF-8. It follows quotes and brackets and leaves the rest to the parser of each
 * slice, so that a slice that is no JSON (as after an edit by hand) does not take the others with it. A library that
 * reads JSON as a stream would end at such a place, and hold a string whole however long it is.
 */
export function cutHar(limits: HoldLimits = LIMITS): HarCutter {
  const value = holdValue(limits);
  /** What is being read: between values of the outer structure, or a value as a whole. */
  let stage: 'before' | 'map' | 'colon' | 'value' | 'list' | 'capture' | 'after' | 'broken' = 'before';
  /** 1 in the outermost object, 2 in `log`, 3 in one of its lists. */
  let level = 0;
  let isLog = false;
  let hasList = false;
  /** The field of the object that is being read, and what is captured. */
  let name = '';
  let captured: 'key' | 'skipped' | Slice['what'] = 'key';
  let depth = 0;
  let inString = false;
  let escaped = false;
  let isScalar = false;

  function begin(byte: number, what: typeof captured): void {
    stage = 'capture';
    captured = what;
    depth = 0;
    inString = false;
    isScalar = byte !== QUOTE && byte !== OPEN_LIST && byte !== OPEN_MAP;
  }

  /** Goes through the bytes of a value from `from` on; gives the place behind it, or -1 when it goes on. */
  function capture(bytes: Uint8Array, from: number): number {
    const keeps = captured !== 'skipped';
    let start = from;
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) {
          inString = false;
          if (keeps) {
            value.add(bytes.subarray(start, at));
            value.endString();
            start = at;
          }
          if (depth === 0) return keep(at + 1);
        }
      } else if (isScalar) {
        if (byte <= BLANK || byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_MAP) return keep(at);
      } else if (byte === QUOTE) {
        inString = true;
        if (keeps) {
          value.add(bytes.subarray(start, at + 1));
          value.beginString();
          start = at + 1;
        }
      } else if (byte === OPEN_LIST || byte === OPEN_MAP) depth++;
      else if (byte === CLOSE_LIST || byte === CLOSE_MAP) {
        depth--;
        if (depth === 0) return keep(at + 1);
      }
    }
    if (keeps) value.add(bytes.subarray(start));
    return -1;

    function keep(end: number): number {
      if (keeps) value.add(bytes.subarray(start, end));
      return end;
    }
  }

  function captureEnded(slices: Slice[]): void {
    stage = level === 3 ? 'list' : captured === 'key' ? 'colon' : 'map';
    if (captured === 'skipped') return;
    const json = value.take();
    if (captured === 'key') name = keyOf(json);
    else slices.push({ what: captured, name, json });
  }

  function closeLevel(): void {
    level--;
    stage = level === 0 ? 'after' : 'map';
  }

  function enter(stageWithin: 'map' | 'list'): void {
    level++;
    stage = stageWithin;
  }

  /** A byte of the outer structure that is no blank; true when it is the first of a value or of a name. */
  function follow(byte: number): boolean {
    switch (stage) {
      case 'before':
        if (byte === OPEN_MAP) enter('map');
        else stage = 'broken';
        return false;
      case 'map':
        if (byte === CLOSE_MAP) closeLevel();
        else if (byte === QUOTE) begin(byte, 'key');
        else if (byte !== COMMA) stage = 'broken';
        return byte === QUOTE;
      case 'colon':
        stage = byte === COLON ? 'value' : 'broken';
        return false;
      case 'value':
        return followValue(byte);
      case 'list':
        if (byte === CLOSE_LIST) closeLevel();
        else if (byte === CLOSE_MAP || byte === COLON) stage = 'broken';
        else if (byte !== COMMA) {
          begin(byte, LISTS.get(name) ?? 'skipped');
          return true;
        }
        return false;
      case 'capture':
      case 'after':
      case 'broken':
        return false;
    }
  }

  function followValue(byte: number): boolean {
    if (level === 1 && name === 'log' && byte === OPEN_MAP) {
      isLog = true;
      enter('map');
    } else if (level === 2 && LISTS.has(name) && byte === OPEN_LIST) {
      hasList = true;
      enter('list');
    } else if (byte === COMMA || byte === CLOSE_MAP || byte === CLOSE_LIST || byte === COLON) stage = 'broken';
    else {
      begin(byte, level === 2 ? 'field' : 'skipped');
      return true;
    }
    return false;
  }

  return {
    push(bytes) {
      const slices: Slice[] = [];
      let at = 0;
      while (at < bytes.length && stage !== 'after' && stage !== 'broken') {
        if (stage === 'capture') {
          at = capture(bytes, at);
          if (at === -1) break;
          captureEnded(slices);
          continue;
        }
        const byte = bytes[at]!;
        if (byte <= BLANK || !follow(byte)) at++;
      }
      return slices;
    },
    hasList: () => hasList,
    ending() {
      if (!isLog) return 'not-har';
      if (stage === 'broken') return 'broken';
      return stage === 'after' ? 'whole' : 'cut';
    },
  };
}

/** A name of a field; one that is no JSON is no name of ours. */
function keyOf(json = ''): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return '';
  }
}
