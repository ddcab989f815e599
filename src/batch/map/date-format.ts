/** Reads a date that is written in one way: as ISO 8601, with a zone where the date has one; undefined when it is not written so. */
export type ReadDate = (text: string) => string | undefined;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** What each sign of a format stands for. */
const SIGNS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  MMM: `(?<name>${MONTHS.join('|')})[a-z]*\\.?`,
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<half>0[1-9]|1[0-2])',
  h: '(?<half>0?[1-9]|1[0-2])',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{1,9})',
  a: '(?<noon>[ap])\\.?m\\.?',
  XXX: '(?<zone>Z|[+-]\\d{2}:?\\d{2})',
};

const EPOCHS: Readonly<Record<string, number>> = { 'epoch-seconds': 1000, 'epoch-milliseconds': 1 };

/** The reader of a format such as `MM/dd/yyyy hh:mm a`; or why there can be none. */
export function compileDate(format: string): ReadDate | { readonly reason: string } {
  const factor = EPOCHS[format];
  if (factor !== undefined) return (text) => fromEpoch(text, factor);
  const used = new Set<string>();
  let source = '';
  for (const [part] of format.matchAll(/yyyy|MMM|MM?|dd?|HH?|hh?|mm|ss|SSS|a|XXX|[^]/g)) {
    const sign = SIGNS[part];
    const group = /\?<(\w+)>/.exec(sign ?? '')?.[1];
    if (sign === undefined || group === undefined) {
      if (/[A-Za-z]/.test(part) && part !== 'T') return { reason: `"${part}" stands for nothing` };
      source += part === ' ' ? '\\s+' : part.replace(/[^\w]/, '\\$&');
    } else if (used.has(group)) return { reason: `"${part}" says the same as another sign` };
    else {
      used.add(group);
      source += sign;
    }
  }
  const has = (group: string): boolean => used.has(group);
  if (!has('year') || !has('day') || has('month') === has('name'))
    return { reason: 'year, month and day must stand in it' };
  if (!has('minute') || has('hour') === has('half') || has('half') !== has('noon'))
    return { reason: 'hours (HH, or hh with a) and minutes must stand in it' };
  const pattern = new RegExp(`^${source}$`, 'i');
  return (text) => {
    const found = pattern.exec(text.trim())?.groups;
    return found === undefined ? undefined : toIso(found);
  };
}

function toIso(found: Readonly<Record<string, string | undefined>>): string {
  const { year, name, day, minute, second = '00', fraction, half, noon, zone } = found;
  const month =
    name === undefined ? (found['month'] ?? '') : String(MONTHS.findIndex((known) => known === name.toLowerCase()) + 1);
  const hour =
    half === undefined ? (found['hour'] ?? '') : String((Number(half) % 12) + (/p/i.test(noon ?? '') ? 12 : 0));
  const two = (number: string | undefined): string => (number ?? '').padStart(2, '0');
  const time = `${two(hour)}:${two(minute)}:${second}${fraction === undefined ? '' : `.${fraction}`}`;
  return `${year}-${two(month)}-${two(day)}T${time}${zone ?? ''}`;
}

function fromEpoch(text: string, factor: number): string | undefined {
  const number = /^\d{1,14}(?:\.\d+)?$/.test(text.trim()) ? Number(text) * factor : Number.NaN;
  const date = new Date(Math.round(number));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
