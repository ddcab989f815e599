import { stampOf, type Stamp } from '../times/stamp.ts';

const COLOUR = String.raw`(?:\x1b\[[\d;]{0,20}m)*`;

/** `14:41:07.123 `, which DevTools and Firefox put first when time stamps are switched on. */
const CLOCK = new RegExp(String.raw`^${COLOUR}\[?(\d\d?):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\]?(?=\s)`);

/** What consoles write before a message: a source with its line, something in brackets, a level, a sign. */
const PREFIX = String.raw`(?:(?:\[[^\]\s]{0,60}\]|\d\d:\d\d:\d\d[.,]\d{1,9}|\S{1,200}:\d{1,7}|(?:log|info|warn|warning|error|debug|trace|verbose):?|[^\w\s"'{}[\]]{1,3})[ \t]+)`;
const DATE = String.raw`(\d{4})[-/](\d\d)[-/](\d\d)`;
const TIME = String.raw`(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?`;
const ZONE = String.raw`(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?`;
/** A date further behind belongs to what the message tells. */
const DATED = new RegExp(String.raw`^${COLOUR}${PREFIX}{0,4}${COLOUR}[[("]?${DATE}[T ]${TIME}${ZONE}(?!\d)`, 'i');

/** No prefix is longer. */
const LOOKED_AT = 900;

/** When a line of a console was written, as it says itself before its message; undefined where it does not. */
export function lineStamp(line: string): Stamp | undefined {
  const start = line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line;
  const clock = clockOf(start);
  const dated = datedOf(start);
  return dated?.kind === 'instant' && clock !== undefined ? { ...dated, clock: clock.ms } : (dated ?? clock);
}

function clockOf(start: string): Stamp | undefined {
  const found = CLOCK.exec(start);
  return found === null
    ? undefined
    : stampOf({ hour: found[1], minute: found[2], second: found[3], fraction: found[4] });
}

// Groups by number: named ones take twice as long, and a log has millions of lines.
function datedOf(start: string): Stamp | undefined {
  const found = DATED.exec(start);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  return stampOf({ year, month, day, hour, minute, second, fraction, zone });
}
