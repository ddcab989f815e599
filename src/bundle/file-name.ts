import { newPlaceholders } from '../redact/placeholders.ts';
import { redactText } from '../redact/redact-text.ts';
import { isWindowsDevice } from './windows-device.ts';

/** Bytes; every archive format and file system takes as many, with room for a folder before it. */
const LONGEST = 128;

/**
 * A file name that every system takes as it is: `A-Z a-z 0-9 . _ -`, no leading dot or dash, no trailing dot, no Windows device,
 * at most 128 bytes with its ending kept. Letters lose their accents, anything else becomes a dash.
 * Different names may become the same one; a name that is safe stays what it is.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '');
  if (plain === '') return 'file';
  return shortened(isWindowsDevice(plain) ? `_${plain}` : plain);
}

/** Endings that say how a file is to be read; they are kept even where the name before them is a secret. */
const ENDING = /\.(?:har|log|csv|json|txt|png|jpe?g)$/i;

/** The name under which a file is kept with a case: safe, and without a secret, which no later search would know in it. */
export function evidenceFileName(name: string): string {
  const ending = ENDING.exec(name)?.[0] ?? '';
  const stem = name.slice(0, name.length - ending.length);
  return safeFileName(redactText(stem, newPlaceholders(), new Map()).replace(/[{}]/g, '') + ending);
}

function shortened(name: string): string {
  if (name.length <= LONGEST) return name;
  const ending = /\.[A-Za-z0-9_]{1,15}$/.exec(name)?.[0] ?? '';
  return name.slice(0, LONGEST - ending.length).replace(/[.-]+$/, '') + ending;
}
