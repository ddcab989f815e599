import { numberOf } from '../har/shape.ts';
import { measureName, type MeasureName, type Metric } from './measure-name.ts';
import { measureValue } from './measure-value.ts';
import type { ReportObject } from './report-object.ts';
import { wordsOf } from './words.ts';

/** A field that measures something. */
export interface Measured {
  readonly name: string;
  readonly value: unknown;
  readonly measure: MeasureName;
}

/** A measurement, or that it cannot be told. */
export interface ReadMeasure extends Measured {
  readonly read: number | 'unreadable';
}

/** The fields that measure something; of `{"jitter": {"avg": 12, "unit": "ms"}}` and of a series, what stands in it. */
export function measured({ entries }: ReportObject): readonly Measured[] {
  return entries.flatMap(([name, value]) => {
    if (measureName(name) === undefined) return [];
    return expanded(name, value).flatMap(([full, one]) => {
      const measure = measureName(full);
      return measure === undefined ? [] : [{ name: full, value: one, measure }];
    });
  });
}

/** The number of each kind that counts, by side: the one of the best rank, and one that says its unit before others. */
export function bestOf(
  object: ReportObject,
  fields: readonly Measured[],
): ReadonlyMap<string, ReadonlyMap<Metric, ReadMeasure>> {
  const best = new Map<string, Map<Metric, ReadMeasure>>();
  // What WebRTC itself reports is in seconds; it has no percentages.
  const isInSeconds = fields.some(
    ({ value, measure }) => measure.metric !== 'loss' && !saysUnit({ value, measure }) && isFraction(value),
  );
  for (const field of fields) {
    const read = isNoPercentage(object, field, isInSeconds) ? 'unreadable' : measureValue(field.value, field.measure);
    if (read === 'absent') continue;
    const { side, metric } = field.measure;
    const kinds = best.get(side) ?? new Map<Metric, ReadMeasure>();
    best.set(side, kinds);
    const known = kinds.get(metric);
    if (known === undefined || rankOf(field) < rankOf(known)) kinds.set(metric, { ...field, read });
  }
  return best;
}

/** A loss without a unit that may be a share of 1, or a count of packets. */
function isNoPercentage({ entries }: ReportObject, { value, measure }: Measured, isInSeconds: boolean): boolean {
  if (measure.metric !== 'loss' || saysUnit({ value, measure })) return false;
  if (isInSeconds && isFraction(value)) return true;
  const number = Number(value);
  return (
    number > 0 &&
    entries.some(
      ([name, count]) =>
        (typeof count === 'number' || typeof count === 'string') && Number(count) === number && isCount(name),
    )
  );
}

function isCount(name: string): boolean {
  return /\b(?:packets? lost|lost(?: packets?)?|loss (?:count|packets?)|lost count)\b/.test(wordsOf(name).join(' '));
}

/** Whether the number is above 0 and at most 1. */
function isFraction(value: unknown): boolean {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value.replace(',', '.')) : 0;
  return number > 0 && number <= 1;
}

function saysUnit({ value, measure }: Pick<Measured, 'value' | 'measure'>): boolean {
  return measure.unit !== undefined || (typeof value === 'string' && /[a-zµ%]/i.test(value));
}

function rankOf(field: Measured): number {
  return field.measure.rank + (saysUnit(field) ? 0 : 0.5);
}

function expanded(name: string, value: unknown): readonly (readonly [name: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[name, value]];
  if (Array.isArray(value)) {
    const numbers = (value as readonly unknown[])
      .map((one) => (typeof one === 'number' ? one : numberOf(one, 'value')))
      .filter((one) => one !== undefined);
    return numbers.length === 0 ? [] : [[name, numbers.reduce((sum, one) => sum + one, 0) / numbers.length]];
  }
  const map = value as Readonly<Record<string, unknown>>;
  const unit = typeof map['unit'] === 'string' ? map['unit'].slice(0, 20) : '';
  return Object.entries(map)
    .slice(0, 100)
    .filter(([key, inner]) => key !== 'unit' && (typeof inner === 'number' || typeof inner === 'string'))
    .map(([key, inner]) => [`${name} ${key} ${unit}`, inner]);
}
