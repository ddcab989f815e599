import type { Moment } from '../times/stamp-clock.ts';

/** A change that a note tells of. */
export interface Change {
  readonly state: 'down' | 'up';
  readonly moment: Moment;
  readonly line: number;
}

/** An interruption; without `up` it had not ended. */
export interface Interruption {
  readonly down: Change;
  readonly up?: Change;
}

/** Makes interruptions of changes, of one line of notes or one interface. */
export interface Pairing {
  /** The interruption that the change completes, if it does. */
  change(change: Change): Interruption | undefined;
  /** What the notes leave open or complete only by ending. */
  end(): Interruption | undefined;
}

/** Of notes in the order of time: from the first that says down to the first after it that says up. */
export function oldestFirst(): Pairing {
  let down: Change | undefined;
  return {
    change(change) {
      if (change.state === 'down') {
        down ??= change;
        return undefined;
      }
      const ended = down === undefined ? undefined : { down, up: change };
      down = undefined;
      return ended;
    },
    end: () => (down === undefined ? undefined : { down }),
  };
}

/** The same of notes of which the newest stands first, as in many exports of monitoring systems. */
export function newestFirst(): Pairing {
  let up: Change | undefined;
  let down: Change | undefined;

  function complete(): Interruption | undefined {
    return down === undefined ? undefined : up === undefined ? { down } : { down, up };
  }

  return {
    change(change) {
      if (change.state === 'down') {
        down = change;
        return undefined;
      }
      const ended = complete();
      down = undefined;
      up = change;
      return ended;
    },
    end: complete,
  };
}
