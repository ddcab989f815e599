import { parseDuration } from '../facts/duration.ts';
import type { Area, Outcome, OutcomeKind, Recipient, Source, Step, Symptom } from './pack.ts';
import { parseCondition, type Reader } from './parse-condition.ts';
import { oneLine } from './prose.ts';
import { STEP_KEYS, SYMPTOM_KEYS } from './schema/pack-schemas.ts';
import type { Path } from './yaml-places.ts';

interface RawOutcome {
  when?: unknown;
  outcome?: OutcomeKind;
  otherwise?: OutcomeKind;
  say?: string;
  for?: string;
  to?: Recipient;
}

type RawStep = Omit<Step, 'if'> & { if?: unknown };

interface RawSymptom {
  id: string;
  overrides?: string;
  symptom: string;
  'screen-text'?: string[];
  phrases?: string[];
  frequency: number;
  when: unknown;
  steps?: RawStep[];
  outcomes: RawOutcome[];
  source?: Source;
  reviewed?: string;
}

interface RawTable {
  area: string;
  title: string;
  source: Source;
  reviewed: string;
  symptoms: RawSymptom[];
}

/** What one table file adds. */
export interface CompiledTable {
  readonly area: Area;
  readonly symptoms: readonly Symptom[];
  readonly overrides: Readonly<Record<string, string>>;
  /** Where each symptom stands in the file, for checks across tables. */
  readonly paths: ReadonlyMap<string, Path>;
}

/** Reads one table, whose structure is checked already; everything about meaning is reported here. */
export function compileTable(reader: Reader, pack: string): CompiledTable {
  const table = reader.file.data as RawTable;
  checkDate(reader, ['reviewed'], table.reviewed);
  const overrides: Record<string, string> = {};
  const paths = new Map<string, Path>();
  const symptoms = table.symptoms.flatMap((raw, index) => {
    const path = ['symptoms', index];
    checkOrder(reader, path, raw, SYMPTOM_KEYS);
    if (!raw.id.startsWith(`${table.area}/`)) {
      reader.report(
        reader.file.problem(
          'wrong-area',
          [...path, 'id'],
          `"${raw.id}" stands in the table of the area "${table.area}"`,
          { hint: `its id must begin with "${table.area}/"` },
        ),
      );
    }
    if (raw.reviewed !== undefined) checkDate(reader, [...path, 'reviewed'], raw.reviewed);
    if (raw.overrides !== undefined) overrides[raw.id] = raw.overrides;
    paths.set(raw.id, path);
    const symptom = compileSymptom(reader, path, raw, table, pack);
    return symptom === undefined ? [] : [symptom];
  });
  return { area: { id: table.area, title: oneLine(table.title) }, symptoms, overrides, paths };
}

function compileSymptom(
  reader: Reader,
  path: Path,
  raw: RawSymptom,
  table: RawTable,
  pack: string,
): Symptom | undefined {
  const when = parseCondition(raw.when, [...path, 'when'], reader);
  const steps = compileSteps(reader, [...path, 'steps'], raw.steps ?? []);
  const outcomes = compileOutcomes(reader, [...path, 'outcomes'], raw);
  if (when === undefined) return undefined;
  return {
    id: raw.id,
    area: table.area,
    symptom: oneLine(raw.symptom),
    screenText: (raw['screen-text'] ?? []).map(oneLine),
    phrases: (raw.phrases ?? []).map(oneLine),
    frequency: raw.frequency,
    when,
    steps,
    outcomes,
    source: { ...table.source, ...raw.source },
    reviewed: raw.reviewed ?? table.reviewed,
    pack,
  };
}

function compileSteps(reader: Reader, path: Path, raw: readonly RawStep[]): Step[] {
  const seen = new Set<string>();
  return raw.flatMap(({ if: condition, ...step }, index) => {
    checkOrder(reader, [...path, index], raw[index]!, STEP_KEYS);
    if (seen.has(step.id)) {
      reader.report(
        reader.file.problem('duplicate-id', [...path, index, 'id'], `the step "${step.id}" stands here twice`, {
          hint: 'give each step its own id',
        }),
      );
    }
    seen.add(step.id);
    if (!step.verify.trim().endsWith('?')) {
      reader.report(
        reader.file.problem('bad-value', [...path, index, 'verify'], '"verify" must be a question', {
          hint: 'end it with "?"',
        }),
      );
    }
    const words = { ...step, do: oneLine(step.do), verify: oneLine(step.verify) };
    if (condition === undefined) return [words];
    const applies = parseCondition(condition, [...path, index, 'if'], reader);
    return applies === undefined ? [] : [{ ...words, if: applies }];
  });
}

function compileOutcomes(reader: Reader, path: Path, symptom: RawSymptom): Outcome[] {
  const outcomes = symptom.outcomes.flatMap((raw, index) => compileOutcome(reader, [...path, index], raw));
  const otherwise = symptom.outcomes.findIndex((raw) => raw.otherwise !== undefined);
  for (let index = otherwise + 1; otherwise >= 0 && index < symptom.outcomes.length; index++) {
    reader.report(
      reader.file.problem('unreachable-outcome', [...path, index], 'nothing after "otherwise" is ever reached', {
        hint: 'put "otherwise" last',
      }),
    );
  }
  if (otherwise < 0) {
    reader.report(
      reader.file.problem('missing-key', path, 'the outcomes lack an "otherwise"', {
        hint: 'add {otherwise: workaround} as the last one',
        at: 'key',
      }),
    );
  }
  const workaround = symptom.outcomes.findIndex((raw) => (raw.outcome ?? raw.otherwise) === 'workaround');
  if (workaround >= 0 && (symptom.steps ?? []).length === 0) {
    reader.report(
      reader.file.problem('missing-key', [...path, workaround], 'a workaround needs steps', {
        hint: 'add "steps", or make it explain, wait or escalate',
      }),
    );
  }
  return outcomes;
}

function compileOutcome(reader: Reader, path: Path, raw: RawOutcome): Outcome[] {
  const when = raw.when === undefined ? undefined : parseCondition(raw.when, [...path, 'when'], reader);
  const kind = raw.outcome ?? raw.otherwise;
  if (kind === undefined) return [];
  const complain = (key: keyof RawOutcome, message: string, hint: string): void =>
    reader.report(
      reader.file.problem(raw[key] === undefined ? 'missing-key' : 'bad-value', [...path, key], message, {
        hint,
        at: 'key',
      }),
    );
  const explains = kind === 'explain' || kind === 'wait';
  if (explains && raw.say === undefined) complain('say', `${kind} needs "say"`, 'tell the person why this is expected');
  if (!explains && raw.say !== undefined)
    complain('say', `"say" goes with explain and wait, not with ${kind}`, 'remove it');
  if (kind !== 'escalate' && raw.to !== undefined)
    complain('to', `"to" goes with escalate, not with ${kind}`, 'remove it');
  const waitFor = raw.for === undefined ? undefined : parseDuration(raw.for);
  if (kind === 'wait' && raw.for === undefined) complain('for', 'wait needs "for"', 'say how long: for: 5m');
  if (kind !== 'wait' && raw.for !== undefined) complain('for', `"for" goes with wait, not with ${kind}`, 'remove it');
  if (raw.for !== undefined && waitFor === undefined)
    complain('for', `${JSON.stringify(raw.for)} is no duration`, 'write 90s, 5m or 1h');
  if (raw.when !== undefined && when === undefined) return [];
  return [
    {
      kind,
      ...(when === undefined ? {} : { when }),
      ...(raw.say === undefined ? {} : { say: oneLine(raw.say) }),
      ...(waitFor === undefined ? {} : { waitFor }),
      ...(kind === 'escalate' ? { to: raw.to ?? 'vendor' } : {}),
    },
  ];
}

function checkOrder(reader: Reader, path: Path, raw: object, order: readonly string[]): void {
  const keys = Object.keys(raw).filter((key) => order.includes(key) && !reader.file.faulty.has([...path, key]));
  const sorted = order.filter((key) => keys.includes(key));
  const index = sorted.findIndex((key, at) => key !== keys[at]);
  const late = sorted[index];
  if (late === undefined) return;
  reader.report(
    reader.file.problem('key-order', [...path, late], `"${late}" stands after "${keys[index]}"`, {
      hint: `the order is ${order.join(', ')}`,
      at: 'key',
      level: 'warning',
    }),
  );
}

function checkDate(reader: Reader, path: Path, date: string): void {
  if (
    Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ||
    new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) !== date
  ) {
    reader.report(
      reader.file.problem('bad-date', path, `${date} is no day of the calendar`, {
        hint: 'write year-month-day: 2026-11-22',
      }),
    );
  }
}
