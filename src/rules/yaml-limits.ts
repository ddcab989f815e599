import { isAlias, isMap, isPair, isScalar, visit, type Document, type YAMLMap } from 'yaml';
import { FORBIDDEN_KEYS } from '../facts/plain-data.ts';
import type { Level, Problem, ProblemCode } from './problem.ts';
import { keyOf, rangeStart } from './yaml-places.ts';

/** Bytes of one pack file. `yaml` needs seconds for the worst texts of this size, and no table comes near it. */
export const MAX_FILE_BYTES = 256 * 1024;
/** Levels of nesting; a condition in an outcome of a symptom needs ten. */
export const MAX_DEPTH = 24;
/** Nodes of one file: 10,000 rules spread over several files fit; a 60,000-key map does not. */
const MAX_NODES = 40_000;
/**
 * What the parser recurses on: unclosed brackets, keys behind keys, and columns before the first word of a line, dashes
 * counted. Far more than MAX_DEPTH needs, since prose counts too; far less than what exhausts the stack, which not even
 * a catch survives.
 */
const MAX_OPEN = 200;
const MAX_INDENT = 240;
/** Blanks and everything that opens a level on the same line; a line of nothing else opens none. */
const INDENT = /^(?=[ \t]*\S)[ \t]*(?:(?:[-?:]|[&!]\S*)[ \t]+)*/;

/** What is refused before the parser sees it: size, control characters, thousands of brackets. */
export function refusalOf(file: string, text: string): Problem | null {
  const refuse = (code: ProblemCode, message: string, hint: string, place = { line: 1, column: 1 }): Problem => ({
    code,
    file,
    ...place,
    message,
    hint,
    level: 'error',
  });
  if (text.length > MAX_FILE_BYTES) return refuse('too-large', ...fileTooLarge(text.length));
  // eslint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text);
  if (control !== null) {
    const before = text.slice(0, control.index).split('\n');
    const unit = control[0].charCodeAt(0).toString(16).padStart(4, '0');
    const place = { line: before.length, column: before.at(-1)!.length + 1 };
    const message = `a control character (\\u${unit}) stands here`;
    return refuse('syntax', message, 'remove it; YAML files are plain text', place);
  }
  const limit = `${MAX_DEPTH} levels are the limit`;
  if (opensTooMuch(text)) return refuse('too-deep', 'brackets or keys are nested too deeply', limit);
  const deep = text.split('\n').findIndex((line) => (INDENT.exec(line)?.[0].length ?? 0) > MAX_INDENT);
  if (deep < 0) return null;
  return refuse('too-deep', 'this line is nested too deeply', limit, { line: deep + 1, column: 1 });
}

/** Message and hint for a file of so many bytes. */
export function fileTooLarge(bytes: number): [message: string, hint: string] {
  const size = `the file has ${Math.ceil(bytes / 1024)} KiB`;
  return [size, `split it: ${MAX_FILE_BYTES / 1024} KiB is the limit of one file`];
}

/** Whether brackets, or colons on which keys nest, go deeper than the parser's stack is sure to stand. */
function opensTooMuch(text: string): boolean {
  let brackets = 0;
  let colons = 0;
  let colonsInLine = 0;
  for (const character of text) {
    if (character === '[' || character === '{') brackets++;
    else if ((character === ']' || character === '}') && brackets > 0) brackets--;
    // Keys in brackets nest until a comma, over any number of lines; a bracket in prose may stand open for good.
    else if (character === ',' && brackets > 0) colons = colonsInLine = 0;
    else if (character === '\n') colonsInLine = 0;
    else if (character === ':') {
      colonsInLine++;
      if (brackets > 0) colons++;
    }
    if (brackets > MAX_OPEN || colonsInLine > MAX_OPEN || colons > 10 * MAX_OPEN) return true;
  }
  return false;
}

/** Walks the tree once, and no further than the limits, which are then the only problem: aliases, size, depth, duplicate and forbidden keys, numbers that lose a zero. */
export function shapeProblems(
  file: string,
  document: Document,
  at: (offset: number) => { line: number; column: number },
): Problem[] {
  const problems: Problem[] = [];
  const report = (code: ProblemCode, node: unknown, message: string, hint: string, level: Level = 'error'): void => {
    problems.push({ code, file, ...at(rangeStart(node)), message, hint, level });
  };
  let nodes = 0;
  visit(document, (_key, node, ancestors) => {
    nodes++;
    if (nodes > MAX_NODES) {
      problems.length = 0;
      report('too-large', null, `the file has more than ${MAX_NODES} entries`, 'split it into several files');
      return visit.BREAK;
    }
    // Each level is a pair and a map, or a list.
    if (ancestors.length > 2 * MAX_DEPTH) {
      problems.length = 0;
      report(
        'too-deep',
        isPair(node) ? node.key : node,
        'this is nested too deeply',
        `${MAX_DEPTH} levels are the limit`,
      );
      return visit.BREAK;
    }
    if (isAlias(node)) {
      const hint = 'packs use no anchors and aliases: write the value out';
      report('alias', node, `an alias (*${node.source.slice(0, 60)}) stands here`, hint);
    } else if (isMap(node)) keyProblems(node, report);
    // A dial number with a leading zero silently loses it.
    else if (isScalar(node) && typeof node.value === 'number' && /^0\d/.test(node.source ?? '')) {
      const message = `${node.source!.slice(0, 60)} is read as the number ${node.value}`;
      report('leading-zero', node, message, 'put it in quotes', 'warning');
    }
    return undefined;
  });
  return problems;
}

function keyProblems(
  map: YAMLMap,
  report: (code: ProblemCode, node: unknown, message: string, hint: string) => void,
): void {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = keyOf(pair);
    const shown = key.slice(0, 60);
    if (FORBIDDEN_KEYS.has(key)) report('forbidden-key', pair.key, `no key may be called "${shown}"`, 'remove it');
    if (seen.has(key))
      report('duplicate-key', pair.key, `the key "${shown}" stands here a second time`, 'keep one of them');
    seen.add(key);
  }
}
