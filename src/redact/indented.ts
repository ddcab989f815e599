/** How far back the beginning of a line is looked for. */
const FAR = 200;

/** What stands before `at` in its line; `undefined` when the line begins too far back to be told. */
export function lineBefore(text: string, at: number): string | undefined {
  const before = text.slice(Math.max(0, at - FAR), at);
  const lineEnd = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
  return lineEnd === -1 && at > FAR ? undefined : before.slice(lineEnd + 1);
}

/** How many blanks a line begins with. */
export function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

/**
 * The end of the lines that belong to the one in which `at` stands: its own, and those behind it that are indented by
 * more than `indent`. Lines without anything in them end it, unless `acrossBlankLines`.
 */
export function endOfIndented(text: string, at: number, indent: number, acrossBlankLines = false): number {
  const lineEnd = /[\r\n]|$/g;
  const next = acrossBlankLines ? /\s*\n([ \t]+)(?=\S)/y : /\r?\n([ \t]+)(?=\S)/y;
  for (let from = at; ; from = next.lastIndex) {
    lineEnd.lastIndex = from;
    const end = lineEnd.exec(text)?.index ?? text.length;
    next.lastIndex = end;
    if ((next.exec(text)?.[1]?.length ?? 0) <= indent) return end;
  }
}
