const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

/** A paste larger than this is no answer: what comes after it is read as keys again, so that a lost end marker locks nobody out. */
const LARGEST_PASTE = 64 * 1024;

/** The end of a chunk that may be the beginning of {@link PASTE_START}. A lone Esc is a key and not held back. */
const CUT_START = /\u001b\[(?:2(?:0(?:0)?)?)?$/;

const CTRL_C = /^\u0003+$/;

/** What a chunk of typed text comes to: text for the prompt, and whether Ctrl-C or Ctrl-D was in it. */
export interface Keys {
  readonly text: string;
  readonly cancelled: boolean;
}

/**
 * Reads what a terminal sends, in whatever chunks. A paste becomes one line without control characters, because a newline in
 * it would answer this prompt and let the rest answer the next ones. Terminals that mark a paste (bracketed paste) are believed;
 * from others, a chunk with text after a newline is one, since nobody types that fast.
 * A chunk that is nothing but Ctrl-C is the key, in a paste too: its end may have been lost.
 */
export function createKeyReader(): (chunk: string) => Keys {
  /** What may be half a marker, or a paste whose end has not come. */
  let held = '';
  let isPasting = false;

  return (chunk) => {
    if (CTRL_C.test(chunk)) {
      held = '';
      isPasting = false;
      return { text: '', cancelled: true };
    }
    let rest = held + chunk;
    held = '';
    let text = '';
    let cancelled = false;
    while (rest !== '') {
      const [before, after] = splitAt(rest, isPasting ? PASTE_END : PASTE_START);
      rest = after ?? '';
      if (isPasting && after === undefined && before.length <= LARGEST_PASTE) {
        held = before;
      } else if (isPasting) {
        text += onOneLine(before);
        isPasting = false;
      } else {
        held = after === undefined ? (CUT_START.exec(before)?.[0] ?? '') : '';
        const typed = before.slice(0, before.length - held.length);
        cancelled ||= /[\u0003\u0004]/.test(typed);
        text += isUnmarkedPaste(typed) ? onOneLine(typed) : typed;
        isPasting = after !== undefined;
      }
    }
    return { text, cancelled };
  };
}

/** The text before and after the first `marker`; no second part without one. */
function splitAt(text: string, marker: string): readonly [string, string?] {
  const at = text.indexOf(marker);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + marker.length)];
}

function isUnmarkedPaste(typed: string): boolean {
  return /[\r\n][^\r\n\u001b]*[^\s\p{Cc}]/u.test(typed);
}

function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
