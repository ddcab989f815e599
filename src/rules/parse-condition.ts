import type { Catalogue, Fact } from '../facts/fact.ts';
import { parseFactValue } from '../facts/parse-value.ts';
import { isObject } from '../facts/plain-data.ts';
import type { Condition, Leaf, Operand, OperatorName } from './condition.ts';
import { hintFor } from './did-you-mean.ts';
import { OPERATORS } from './operators.ts';
import type { Setting } from './pack.ts';
import { compilePattern, MAX_PATTERN } from './pattern.ts';
import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml-file.ts';
import type { Path } from './yaml-places.ts';

/** What a condition may refer to. */
export interface Vocabulary {
  readonly facts: Catalogue;
  readonly settings: ReadonlyMap<string, Setting>;
  /** Facts and settings whose declaration is faulty or could not be read; that is reported where they stand. */
  readonly doubtful: { readonly fact: (id: string) => boolean; readonly setting: (name: string) => boolean };
}

/** The file that is being read, what it may refer to, and where its mistakes go. */
export interface Reader {
  readonly file: YamlFile;
  readonly words: Vocabulary;
  readonly report: (problem: Problem) => void;
}

/**
 * Turns the YAML of a condition into {@link Condition}. Reports every mistake at its own place and then gives
 * `undefined`; a condition that comes back is free of unknown facts, settings, operators and ill-typed operands.
 */
export function parseCondition(raw: unknown, path: Path, reader: Reader): Condition | undefined {
  if (!isObject(raw)) {
    reader.report(
      reader.file.problem('empty-condition', path, 'a condition must be a map', {
        hint: 'write {fact: value}, {all: […]}, {any: […]} or {not: …}',
      }),
    );
    return undefined;
  }
  const keys = Object.keys(raw);
  const [key] = keys;
  if (key === undefined) {
    reader.report(
      reader.file.problem('empty-condition', path, 'the condition is empty', {
        hint: 'name at least one fact, or leave the key out',
      }),
    );
    return undefined;
  }
  if (keys.length > 1) {
    reader.report(
      reader.file.problem(
        'bad-value',
        [...path, keys[1]!],
        `a condition names one fact; here stand ${keys.join(', ')}`,
        {
          hint: 'join them: {all: [{…}, {…}]}',
          at: 'key',
        },
      ),
    );
    return undefined;
  }
  const value = raw[key];
  if (key === 'not') {
    const of = parseCondition(value, [...path, 'not'], reader);
    return of === undefined ? undefined : { kind: 'not', of };
  }
  if (key === 'all' || key === 'any') return parseGroup(key, value, path, reader);
  return parseFactCondition(key, value, path, reader);
}

function parseGroup(kind: 'all' | 'any', value: unknown, path: Path, reader: Reader): Condition | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    reader.report(
      reader.file.problem('empty-condition', [...path, kind], `"${kind}" needs a list with at least one condition`, {
        hint: `write ${kind}: [{fact: value}]`,
      }),
    );
    return undefined;
  }
  const parts = value.map((part: unknown, index) => parseCondition(part, [...path, kind, index], reader));
  const of = parts.filter((part) => part !== undefined);
  return of.length === parts.length ? { kind, of } : undefined;
}

function parseFactCondition(id: string, value: unknown, path: Path, reader: Reader): Condition | undefined {
  const fact = reader.words.facts.get(id);
  if (fact === undefined) {
    if (reader.words.doubtful.fact(id)) return undefined;
    reader.report(
      reader.file.problem('unknown-fact', [...path, id], `the fact "${id}" is not in facts.yaml`, {
        hint: hintFor(id, [...reader.words.facts.keys()]),
        at: 'key',
      }),
    );
    return undefined;
  }
  const here = [...path, id];
  if (isObject(value) && Object.keys(value).length === 0) {
    reader.report(
      reader.file.problem('empty-condition', here, `"${id}" is compared with nothing`, {
        hint: `write ${id}: value, or ${id}: {at-least: …}`,
      }),
    );
    return undefined;
  }
  const leaves = isObject(value)
    ? Object.entries(value).map(([name, operand]) => parseComparison(fact, name, operand, [...here, name], reader))
    : [parseLeaf(fact, 'is', value, here, reader)];
  const of = leaves.filter((leaf) => leaf !== undefined);
  if (of.length < leaves.length) return undefined;
  return of.length === 1 ? of[0] : { kind: 'all', of };
}

/** `is` is what a bare value means, and never written. */
const WRITTEN_OPERATORS = Object.keys(OPERATORS).filter((name) => name !== 'is');

function parseComparison(fact: Fact, name: string, raw: unknown, path: Path, reader: Reader): Leaf | undefined {
  if (WRITTEN_OPERATORS.includes(name)) return parseLeaf(fact, name as OperatorName, raw, path, reader);
  const hint = name === 'is' ? `write ${fact.id}: value` : hintFor(name, WRITTEN_OPERATORS);
  reader.report(reader.file.problem('unknown-key', path, `"${name}" is no way to compare a fact`, { hint, at: 'key' }));
  return undefined;
}

function parseLeaf(fact: Fact, name: OperatorName, raw: unknown, path: Path, reader: Reader): Leaf | undefined {
  const operator = OPERATORS[name];
  if (!operator.types.includes(fact.type)) {
    reader.report(
      reader.file.problem(
        'bad-operand',
        path,
        `"${name}" does not go with "${fact.id}", which is of type ${fact.type}`,
        {
          hint: `it goes with ${operator.types.join(' and ')} facts`,
        },
      ),
    );
    return undefined;
  }
  if (Array.isArray(raw) && (!operator.list || raw.length === 0)) {
    reader.report(
      reader.file.problem(
        'bad-operand',
        path,
        raw.length === 0 ? 'the list is empty' : `"${name}" takes one value, not a list`,
        { hint: 'name what the fact is compared with' },
      ),
    );
    return undefined;
  }
  const operands = (Array.isArray(raw) ? raw : [raw]).map((item: unknown, index) =>
    parseOperand(fact, name, item, Array.isArray(raw) ? [...path, index] : path, reader),
  );
  const whole = operands.filter((operand) => operand !== undefined);
  return whole.length < operands.length ? undefined : { kind: 'leaf', fact: fact.id, operator: name, operands: whole };
}

function parseOperand(
  fact: Fact,
  operator: OperatorName,
  raw: unknown,
  path: Path,
  reader: Reader,
): Operand | undefined {
  if (operator === 'known') {
    if (typeof raw === 'boolean') return { literal: raw };
    reader.report(
      reader.file.problem('bad-operand', path, '"known" takes true or false', {
        hint: `write ${fact.id}: {known: true}`,
      }),
    );
    return undefined;
  }
  if (operator === 'matches') return parsePattern(raw, path, reader);
  if (typeof raw === 'string' && raw.startsWith('$')) return parseSetting(fact, raw.slice(1), path, reader);
  const parsed = parseFactValue(fact, raw);
  if (parsed.ok) return { literal: parsed.value };
  const options = fact.options.map((option) => option.value);
  const hint =
    typeof raw === 'string' && options.length > 0
      ? hintFor(raw, options)
      : `facts.yaml declares its type: ${fact.type}`;
  reader.report(
    reader.file.problem(
      'bad-operand',
      path,
      `${JSON.stringify(raw)} is no value of "${fact.id}": it ${parsed.reason}`,
      { hint },
    ),
  );
  return undefined;
}

function parseSetting(fact: Fact, name: string, path: Path, reader: Reader): Operand | undefined {
  const setting = reader.words.settings.get(name);
  if (setting === undefined) {
    if (reader.words.doubtful.setting(name)) return undefined;
    reader.report(
      reader.file.problem('unknown-setting', path, `the setting "$${name}" is not declared in pack.yaml`, {
        hint: hintFor(name, [...reader.words.settings.keys()]),
      }),
    );
    return undefined;
  }
  if (setting.type !== fact.type) {
    reader.report(
      reader.file.problem('bad-operand', path, `"$${name}" is a ${setting.type}, "${fact.id}" a ${fact.type}`, {
        hint: 'compare the fact with a setting of its own type',
      }),
    );
    return undefined;
  }
  return { setting: name };
}

/** Patterns are compiled with their pack, so what the user's configuration may change cannot be one. */
function parsePattern(raw: unknown, path: Path, reader: Reader): Operand | undefined {
  if (typeof raw === 'string' && raw.startsWith('$')) {
    reader.report(
      reader.file.problem('bad-pattern', path, `"${raw}" stands where a pattern must be: a setting cannot be one`, {
        hint: 'write the pattern itself; where nothing is to follow, write (?:$)',
      }),
    );
    return undefined;
  }
  if (typeof raw !== 'string' || raw.length > MAX_PATTERN) {
    reader.report(
      reader.file.problem('bad-pattern', path, `a pattern is a text of at most ${MAX_PATTERN} characters`, {
        hint: 'shorten it, or write several conditions under any',
      }),
    );
    return undefined;
  }
  try {
    compilePattern(raw);
    return { literal: raw };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    reader.report(
      reader.file.problem('bad-pattern', path, `the pattern cannot be used: ${reason}`, {
        hint: 'patterns are RE2: no look-around, no back-references',
      }),
    );
    return undefined;
  }
}
