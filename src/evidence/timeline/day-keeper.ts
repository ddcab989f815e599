import { stampOf, type Stamp, type StampParts } from '../times/stamp.ts';

/** Adds to times without a date the one that was told last. */
export interface DayKeeper {
  stamp(parts: StampParts): Stamp | undefined;
}

const DAY = 24 * 60 * 60 * 1000;
/** A clock put back by less shows notes out of order, not the next day. */
const BACK_INTO_NEXT_DAY = 90 * 60 * 1000;

/** A keeper that was told no date yet. */
export function createDayKeeper(): DayKeeper {
  let told: StampParts | undefined;
  let before = 0;
  return {
    stamp(parts) {
      if (parts.day === undefined && told !== undefined) {
        const clock = clockOf(parts);
        if (clock < before - BACK_INTO_NEXT_DAY) told = nextDay(told);
        before = clock;
        const { year, month, day } = told;
        return stampOf({ ...parts, year, month, day, zone: parts.zone ?? told.zone });
      }
      const stamp = stampOf(parts);
      if (stamp !== undefined && parts.day !== undefined) {
        told = parts;
        before = clockOf(parts);
      }
      return stamp;
    },
  };
}

function clockOf({ hour, minute, second }: StampParts): number {
  return stampOf({ hour, minute, second })?.ms ?? 0;
}

/** Of a date without a year, the next day in a leap year. */
function nextDay(parts: StampParts): StampParts {
  const { year = '2000', month, day } = parts;
  const [, nextYear, nextMonth, next] =
    /^(\d+)-(\d\d)-(\d\d)/.exec(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)) + DAY).toISOString()) ??
    [];
  return { ...parts, year: parts.year === undefined ? undefined : nextYear, month: nextMonth, day: next };
}
