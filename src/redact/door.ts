import type { ImageType } from '../evidence/image.ts';
import { isJson } from '../facts/plain-data.ts';
import type { Spool } from '../io/io.ts';
import { decodeWhole, NotText } from '../evidence/decode-stream.ts';
import { encodeStream } from './encode.ts';
import { ImageRefused } from './image/image-refused.ts';
import type { KnownSecret } from './known/known-secret.ts';
import { replaceKnown, type KnownReplacer } from './known/replace-known.ts';
import { newSecretStore, type SecretStore } from './known/secret-store.ts';
import { firstPass } from './first-pass.ts';
import { cannotRedact } from './cannot-redact.ts';
import { PERSONAL_KINDS, kindNamed } from './kinds.ts';
import { newPlaceholders, type Placeholders } from './placeholders.ts';
import type { KindsIn } from './redact-json.ts';
import { redactText, type Tally } from './redact-text.ts';
import { newSampler } from './sampler.ts';
import { secondPass } from './second-pass.ts';

declare const sealed: unique symbol;
declare const taken: unique symbol;

/** Bytes that can be read again from their beginning. */
export type Content = () => AsyncIterable<Uint8Array>;

/** What is to go into a bundle; `name` is its path under `data/`. */
export type RawEntry =
  /** `kindsIn` says what is removed from which field of JSON; everything when it is absent. */
  | {
      readonly name: string;
      readonly kind: 'json' | 'ndjson' | 'csv' | 'text';
      readonly content: Content;
      readonly kindsIn?: KindsIn;
    }
  | { readonly name: string; readonly kind: 'har'; readonly content: Content }
  /** What is painted on an image needs a person's consent. */
  | {
      readonly name: string;
      readonly kind: 'image';
      readonly type: ImageType;
      readonly consent: true;
      readonly content: Content;
    };

/** What has been searched once: the secrets in it that show themselves are gone. */
export interface TakenEntry {
  readonly name: string;
  readonly [taken]: true;
}

/** What has been through the door. Nothing else can make one, and the archive takes nothing else. */
export interface SealedEntry {
  /** Path under `data/`. */
  readonly name: string;
  /** To be read any number of times; what is removed from it is counted once. `reuse` as in the `Io`. */
  content(reuse?: boolean): AsyncIterable<Uint8Array>;
  /** What a sample of it is packed to, as a part of its size: 1 for what is compressed already. */
  readonly shrinksTo: number;
  readonly [sealed]: true;
}

/** How many secrets of a kind were removed from a file. */
export interface Removal {
  readonly kind: string;
  readonly count: number;
  /** Path in the bag. */
  readonly where: string;
}

/** `data/redaction.json`: what was removed where, never a value. */
export interface RedactionReport {
  readonly schema: 'deskmedic/redaction/v1';
  readonly removed: readonly Removal[];
  readonly note: string;
}

const NOTE = [
  'Redaction is best effort: it removes what it recognises, by its shape or by the words beside it, also in base64 and in the escapes of addresses, JSON, HTML and mails.',
  'What was found under a name or in a header is removed wherever else it stands in these files.',
  'Not removed are what is painted in an image; names in free prose, and first names alone; passwords and codes that no word announces; numbers that could be any other; public addresses; what is written in another way than these, packed or encrypted.',
  'Look at the files before you send them.',
].join(' ');

/** Characters. */
const PIECE = 64 * 1024;

/** What files of evidence are called: a number and an ending that we chose. */
const NUMBERED = /^evidence\/\d{2,4}\.[a-z]{3,6}$/;

/** What the door knows before anything comes to it. */
export interface DoorOptions {
  /** Where what was taken lies until it is sealed. */
  readonly spool: Spool;
  /** Values that the escalation requires: they are never removed as somebody's secret. */
  readonly required: readonly string[];
  /** What names the machine and the person's account on it. */
  readonly machine: readonly { readonly kind: string; readonly value: string }[];
  /** Texts that may hold placeholders of an earlier bundle. */
  readonly earlier: readonly string[];
}

/**
 * The one door: everything that is handed on passes here, twice. It is taken, when the secrets that show themselves are
 * replaced and remembered; and when all is taken it is sealed, without what was remembered from anywhere. Placeholders
 * are the same for the same secret in all entries. Whatever goes wrong, nothing comes out.
 */
export interface Door {
  /** Throws `NotText` and `ImageRefused` for what cannot be searched, `cannot-redact` (exit 6) for what could not be. */
  take(entry: RawEntry): Promise<TakenEntry>;
  /** From the first sealed entry on nothing is taken whose secrets are not known yet. */
  seal(entry: TakenEntry): SealedEntry;
  /** A page that shows what is in a sealed document, and nothing else. What it writes is not searched again. */
  sealPage(name: string, text: string | readonly string[]): SealedEntry;
  /** What was removed from the entries that were sealed and read so far. */
  report(): RedactionReport;
  /** What was remembered, to be looked for in what was made of the entries. */
  secrets(): readonly KnownSecret[];
  /** What the placeholders of personal data stand for. Stays at home. */
  personal(): readonly KnownSecret[];
}

interface Taken {
  readonly kind: RawEntry['kind'];
  readonly start: number;
  readonly end: number;
  readonly shrinksTo: number;
  readonly tally: Tally;
}

/** Opens the door for one bundle, or for one file. */
export function openDoor({ spool, required, machine, earlier }: DoorOptions): Door {
  const placeholders = newPlaceholders(earlier);
  const store = newSecretStore(placeholders, required);
  for (const { kind, value } of machine) store.add(kindNamed(kind), value);
  const remembering = rememberingIn(store, placeholders);
  const entries = new WeakMap<TakenEntry, Taken>();
  const removed: { readonly name: string; readonly tally: Tally }[] = [];
  let replacer: KnownReplacer | undefined;

  return {
    async take(entry) {
      const tally: Tally = new Map();
      const start = spool.size;
      // What is compressed already says nothing.
      const sampler = entry.kind === 'image' ? undefined : newSampler();
      let name = 'a file';
      try {
        name = safeName(entry.name, remembering, tally);
        for await (const bytes of firstPass(entry, remembering, store, tally)) {
          sampler?.add(bytes);
          await spool.append(bytes);
        }
      } catch (error) {
        throw error instanceof NotText || error instanceof ImageRefused ? error : cannotRedact(name, error);
      }
      const shrinksTo = sampler?.shrinksTo() ?? 1;
      const result = { name } as Omit<TakenEntry, typeof taken> as TakenEntry;
      entries.set(result, { kind: entry.kind, start, end: spool.size, shrinksTo, tally });
      return result;
    },
    seal(entry) {
      const { kind, start, end, shrinksTo, tally } = entries.get(entry)!;
      replacer ??= replaceKnown(store.list());
      removed.push({ name: entry.name, tally });
      const name = replacer.replace(entry.name).replace(/[{}]/g, '');
      const stored = (reuse = false): AsyncIterable<Uint8Array> => spool.stream(start, end, reuse);
      let counts = tally;
      const replaced = (): AsyncIterable<Uint8Array> => {
        const now = counts;
        counts = new Map();
        return secondPass(stored(true), replacer!, now);
      };
      const content = kind === 'image' ? stored : replaced;
      return { name, content, shrinksTo } as Omit<SealedEntry, typeof sealed> as SealedEntry;
    },
    sealPage: (name, text) =>
      ({ name, content: () => encodeStream(inPieces(text)), shrinksTo: 0.5 }) as unknown as SealedEntry,
    report: () => ({
      schema: 'deskmedic/redaction/v1',
      removed: removed.flatMap(({ name, tally }) =>
        Array.from(tally, ([kind, count]) => ({ kind, count, where: `data/${name}` })),
      ),
      note: NOTE,
    }),
    secrets: () => store.list(),
    personal: () => placeholders.list().filter(({ kind }) => PERSONAL_KINDS.some(({ name }) => name === kind)),
  };
}

/** A document as text. */
export function textContent(text: string): Content {
  return () => encodeStream(inPieces(text));
}

/** The value in a sealed JSON entry, without its secrets. */
export async function readSealed(entry: SealedEntry): Promise<unknown> {
  return JSON.parse(await decodeWhole(entry.content()));
}

/** The values in a sealed entry that has one a line, as far as they can be read, without their secrets. */
export async function readSealedLines(entry: SealedEntry): Promise<readonly unknown[]> {
  return (await decodeWhole(entry.content())).split('\n').flatMap((line) => (isJson(line) ? [JSON.parse(line)] : []));
}

/** Placeholders that remember what they stand for, where it is worth looking for elsewhere. */
function rememberingIn(store: SecretStore, placeholders: Placeholders): Placeholders {
  return {
    ...placeholders,
    standFor(kind, secret) {
      if (kind.harvested === true) store.add(kind, secret);
      return placeholders.standFor(kind, secret);
    },
  };
}

/**
 * A file name is typed in shells, to which the braces of a placeholder mean something. One that is a number in our own
 * folder holds nothing: to search each would take longer than to clean a screenshot, for V8 compiles the patterns anew.
 */
function safeName(name: string, placeholders: Placeholders, tally: Tally): string {
  if (NUMBERED.test(name)) return name;
  return redactText(name, placeholders, tally).replace(/[{}]/g, '');
}

/** A page that shows pictures is megabytes, a picture some hundred kilobytes. */
async function* inPieces(texts: string | readonly string[]): AsyncGenerator<string> {
  for (const text of typeof texts === 'string' ? [texts] : texts)
    for (let at = 0; at < text.length; at += PIECE) yield text.slice(at, at + PIECE);
}
