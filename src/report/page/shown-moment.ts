import type { ShownTime } from '../../facts/time.ts';

/** A moment for people in `local` and `utcWords`, with what a machine reads beside it. */
export interface ShownMoment {
  /** `2026-11-20 08:05:00` on the wall clock of the zone; whatever stands there, when it is no time. */
  readonly local: string;
  /** `13:05:00 UTC`, with the day when it is another one; whatever stands there, when it is no time. */
  readonly utcWords: string;
  /** As the record has it. */
  readonly utc: string;
  /** Unless it is the one that the page names anyway. */
  readonly zone?: string;
}

const ISO = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d(?::\d\d)?)$/;

/** A moment as the page writes it, without fractions of a second; `zone` is the zone that is named once for all. */
export function shownMoment(at: ShownTime, zone: string): ShownMoment {
  const [, day, time] = ISO.exec(at.local) ?? [];
  const [, utcDay, utcTime] = ISO.exec(at.utc) ?? [];
  return {
    local: day === undefined ? at.local : `${day} ${time}`,
    utcWords: utcDay === undefined ? at.utc : `${utcDay === day ? '' : `${utcDay} `}${utcTime} UTC`,
    utc: at.utc,
    ...(at.zone === zone ? {} : { zone: at.zone }),
  };
}
