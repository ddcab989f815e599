import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the planted secrets; its README says how the lists are to be read. */
export const PLANTED = join(import.meta.dirname, '../../fixtures/secrets');

/** A secret that was planted in a file. */
export interface PlantedSecret {
  readonly file: string;
  readonly kind: string;
  readonly value: string;
  /** How it is written there, where that is not as `value` has it. */
  readonly also: readonly string[];
  readonly in?: 'name';
  /** The file from which alone it is known. */
  readonly harvest?: string;
}

/** What must still be there. */
export interface Kept {
  readonly file: string;
  readonly value: string;
  readonly in?: 'name' | 'case';
}

/** The secrets that were planted. */
export const SECRETS: readonly PlantedSecret[] = linesOf<PlantedSecret>('secrets.jsonl');
/** What support needs. */
export const KEPT: readonly Kept[] = linesOf<Kept>('keep.jsonl');
/** The files that hold something of either, in the order of their names. */
export const PLANTED_FILES: readonly string[] = [...new Set([...SECRETS, ...KEPT].map(({ file }) => file))].toSorted();

function linesOf<T>(name: string): readonly T[] {
  const lines = readFileSync(join(PLANTED, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** Shorter spellings stand in other places by chance. */
const TELLING = 8;

/** What is looked through: as it is, and with all letters small. */
export interface Haystack {
  readonly bytes: Buffer;
  readonly lower: string;
}

/** Bytes to look through. */
export function haystackOf(bytes: Uint8Array): Haystack {
  const buffer = Buffer.from(bytes);
  return { bytes: buffer, lower: buffer.toString('latin1').toLowerCase() };
}

/**
 * The spellings of a secret that are found: the telling ones anywhere in `all`, in any encoding that a program may have
 * made of them; short ones as they are, in what was made of its own file.
 */
export function leaksOf(secret: PlantedSecret, own: Haystack, all: Haystack = own): readonly string[] {
  const { value, also } = secret;
  const spellings = value.length >= TELLING || also.length === 0 ? [...also, value] : also;
  return spellings.filter((spelling) => {
    if (spelling.startsWith('hex:'))
      return all.bytes.includes(Buffer.from(spelling.slice(4).replaceAll(' ', ''), 'hex'));
    if (spelling.length < TELLING) return own.bytes.includes(spelling);
    return (
      readable(spelling).some((form) => all.lower.includes(form)) ||
      base64(spelling).some((form) => all.bytes.includes(form))
    );
  });
}

/** As it is, for addresses, for JSON, in hexadecimal digits, in UTF-16; all letters small. */
function readable(spelling: string): readonly string[] {
  const bytes = Buffer.from(spelling);
  const wide = Buffer.from(spelling, 'utf16le');
  const json = JSON.stringify(spelling).slice(1, -1);
  const forms = [
    spelling,
    encodeURIComponent(spelling),
    encodeURIComponent(spelling).replaceAll('%20', '+'),
    bytes.toString('hex').replace(/../g, '%$&'),
    json,
    json.replace(/[^\x00-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    bytes.toString('hex'),
  ].map((form) => Buffer.from(form));
  return [...forms, wide, Buffer.from(wide).swap16()].map((form) => form.toString('latin1').toLowerCase());
}

/** What base64 has of it wherever in the encoded text it begins, without the signs that depend on its neighbours. */
function base64(spelling: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(spelling)]);
    const whole = bytes.toString('base64').replace(/=+$/, '');
    const middle = whole.slice(Math.ceil((shift * 4) / 3), bytes.length % 3 === 0 ? undefined : -1);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Whether what must stay is there, as it is or as it is written in JSON. */
export function isKept({ value }: Kept, { bytes }: Haystack): boolean {
  return bytes.includes(value) || bytes.includes(JSON.stringify(value).slice(1, -1));
}
