/** Characters that mean something in a pattern; what else is written stands for itself. */
const SPECIAL = new Set('\\^$.|?*+()[]{}');
const PLAIN = /^[\x20-\x7e\n\t]$/;
/** How often what stands before is repeated. */
const REPETITION = /^\{\d+(?:,\d*)?\}/;
/** Shorter parts stand in too many texts. */
const SHORTEST = 3;

/**
 * A part, in lower case, of every text that a pattern (RE2 syntax) is found in, when the text is in lower case too: where it
 * is missing, the pattern need not be tried. `undefined` when there is none, or the pattern is not plain enough to be sure.
 */
export function literalOf(pattern: string): string | undefined {
  // Flags change what characters mean, and in a quotation none is special.
  if (/\(\?(?!:)|\\[QEpPxC0-9]/.test(pattern)) return undefined;
  let best = '';
  let run = '';
  const end = (): void => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!;
    if (sign === '|') return undefined;
    if (sign === '(' || sign === '[') {
      const close = sign === '(' ? closeOf(pattern, at) : classEnd(pattern, at);
      if (close === undefined) return undefined;
      end();
      at = close;
    } else if (sign === '?' || sign === '*' || sign === '{') {
      // What stands before may be missing. A brace that begins no repetition stands for itself, and hides nothing behind it.
      run = run.slice(0, -1);
      end();
      at += (REPETITION.exec(pattern.slice(at))?.[0].length ?? 1) - 1;
    } else if (sign === '\\') {
      const next = pattern[++at] ?? '';
      if (SPECIAL.has(next)) run += next;
      else end();
    } else if (SPECIAL.has(sign) || !PLAIN.test(sign)) end();
    else run += sign;
  }
  end();
  return best.length < SHORTEST ? undefined : best.toLowerCase();
}

/** Where a group ends that holds no class of characters. */
function closeOf(pattern: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < pattern.length; at++) {
    const sign = pattern[at];
    if (sign === '[') return undefined;
    if (sign === '\\') at++;
    else if (sign === '(') depth++;
    else if (sign === ')' && --depth === 0) return at;
  }
  return undefined;
}

/** Where a class of characters ends that has nothing special in it. */
function classEnd(pattern: string, from: number): number | undefined {
  const found = /^\[\^?[^[\]\\]+\]/.exec(pattern.slice(from));
  return found === null ? undefined : from + found[0].length - 1;
}
