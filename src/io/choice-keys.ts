import type { Choice } from './io.ts';

/** What a chunk of keys comes to at a list: keys for it, and whether an Enter in them was refused. */
export interface ChoiceKeys {
  readonly text: string;
  readonly refused: boolean;
}

/** An arrow or another key that comes as a sequence, or one character. */
const KEY = /\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])?|[\s\S]/gu;

/**
 * Stands between the keys and a list of choices, because a list takes whatever is highlighted for the answer at Enter:
 * "no idea" must not become "No", nor "it did not help" the "Yes" that happens to be on top. Words are taken only if
 * they are those of a choice, whole; other words, and numbers that no choice has, refuse Enter until an arrow or a
 * number chooses.
 */
export function createChoiceKeys(choices: readonly Choice[]): (keys: string) => ChoiceKeys {
  /** Words or a number typed since the last arrow. */
  let typed = '';
  /** Enter was refused; a number that follows is a new one. */
  let isRefused = false;

  const isNumberOfChoice = (text: string): boolean =>
    /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= choices.length;

  function enter(): ChoiceKeys {
    const answer = typed.trim().toLowerCase();
    const at = choices.findIndex(({ value, name }) => [value, name].some((words) => words.toLowerCase() === answer));
    if (answer === '' || isNumberOfChoice(answer)) {
      typed = '';
      return { text: '\r', refused: false };
    }
    if (at < 0) {
      isRefused = true;
      return { text: '', refused: true };
    }
    typed = '';
    return { text: `${at + 1}\r`, refused: false };
  }

  function press(key: string): ChoiceKeys {
    if (key === '\r' || key === '\n') return enter();
    if (key.length > 1 || key === '\u001b') {
      typed = '';
      return { text: key, refused: false };
    }
    if (key === '\u007f' || key === '\b') {
      typed = typed.slice(0, -1);
      return { text: '', refused: false };
    }
    if (isRefused && /\d/.test(key)) typed = '';
    isRefused = false;
    typed += key;
    return { text: isNumberOfChoice(typed) ? key : '', refused: false };
  }

  return (keys) => {
    const all = Array.from(keys.matchAll(KEY), ([key]) => press(key));
    return { text: all.map(({ text }) => text).join(''), refused: all.some(({ refused }) => refused) };
  };
}
