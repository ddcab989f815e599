import { base64Middles } from './base64-middles.ts';
import { needsBorders } from './borders.ts';
import { htmlSpellings, htmlWholes } from './html-entities.ts';
import { jsonSpellings, jsonWhole } from './json-escapes.ts';
import { SHORTEST } from './known-secret.ts';
import { percentSpellings, percentWhole } from './percent.ts';

/** How a secret may stand in text or bytes. */
export type Encoding = 'plain' | 'url' | 'json' | 'html' | 'base64' | 'hex' | 'utf-16le' | 'utf-16be';

/** One way in which a secret may be written in text. */
export interface Spelling {
  readonly encoding: Encoding;
  readonly text: string;
  /** Letters of ASCII may be of either case. */
  readonly anyCase: boolean;
  /** Counts only where no letter and no digit touches it. */
  readonly borders: boolean;
}

/** One way in which a secret may be written in a file. */
export interface ByteSpelling {
  readonly encoding: Encoding;
  readonly bytes: Uint8Array;
  readonly anyCase: boolean;
  readonly borders: boolean;
}

const ESCAPED_BY_NOBODY = /^[\w.-]*$/;

/**
 * Every way in which a secret may be written in text, each once, the plainest first; none when it is shorter than six
 * characters. Of base64 it is the part that does not depend on what stands around the secret; of UTF-16 in base64, too,
 * as PowerShell's `-EncodedCommand` has it.
 */
export function spellingsOf(secret: string): readonly Spelling[] {
  if (secret.length < SHORTEST) return [];
  const borders = needsBorders(secret);
  const forms = formsOf(secret);
  const changed = forms.filter((form) => !ESCAPED_BY_NOBODY.test(form));
  const bytes = Buffer.from(secret);
  const readable = (encoding: Encoding, texts: readonly string[]): readonly Spelling[] =>
    texts.map((text) => ({ encoding, text, anyCase: true, borders }));
  return withoutDoubles([
    ...readable('plain', forms),
    ...readable('url', [...changed.flatMap(percentSpellings), ...forms.map(percentWhole)]),
    ...readable('json', [...changed.flatMap(jsonSpellings), ...forms.map(jsonWhole)]),
    ...readable('html', [...changed.flatMap(htmlSpellings), ...forms.flatMap(htmlWholes)]),
    { encoding: 'hex', text: bytes.toString('hex'), anyCase: true, borders: false },
    ...[bytes, Buffer.from(secret, 'utf16le')]
      .flatMap(base64Middles)
      .map((text) => ({ encoding: 'base64' as const, text, anyCase: false, borders: false })),
  ]);
}

/** Every way in which a secret may be written in a file: those of text in UTF-8, and the secret itself in UTF-16. */
export function encodingsOf(secret: string): readonly ByteSpelling[] {
  const narrow = spellingsOf(secret).map(({ text, ...rest }) => ({ ...rest, bytes: Buffer.from(text) }));
  return narrow.length === 0
    ? []
    : [...narrow, ...formsOf(secret).flatMap((form) => wideSpellings(form, needsBorders(secret)))];
}

function wideSpellings(form: string, borders: boolean): readonly ByteSpelling[] {
  // Half of a wider unit may look like a letter.
  const rest = { anyCase: /^[\x00-\xff]*$/.test(form), borders };
  const little = Buffer.from(form, 'utf16le');
  return [
    { encoding: 'utf-16le', bytes: little, ...rest },
    { encoding: 'utf-16be', bytes: Buffer.from(little).swap16(), ...rest },
  ];
}

/** The secret in either case where letters are not of ASCII (those are compared in any case), composed and decomposed. */
function formsOf(secret: string): readonly string[] {
  if (/^[\x00-\x7f]*$/.test(secret)) return [secret];
  const cased = [secret, secret.toLowerCase(), secret.toUpperCase()];
  const forms = cased.flatMap((form) => [form, form.normalize('NFC'), form.normalize('NFD')]);
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

function withoutDoubles(spellings: readonly Spelling[]): readonly Spelling[] {
  const byText = new Map<string, Spelling>();
  for (const spelling of spellings) {
    const key = spelling.anyCase ? `i${asciiLower(spelling.text)}` : `c${spelling.text}`;
    if (!byText.has(key)) byText.set(key, spelling);
  }
  return [...byText.values()];
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
