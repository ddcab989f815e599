import type { ReadingCollector } from '../collect-reading.ts';
import type { GapCause } from '../reading.ts';
import type { Moment, StampClock } from '../times/stamp-clock.ts';

/** A line of a log, and its time where it says one. */
export interface Place {
  readonly line: number;
  readonly moment: Moment | undefined;
}

/** A time without something, and the last line that said that it lasted. */
export interface Lack {
  readonly line: number;
  /** Of the first line that says when. */
  moment: Moment | undefined;
  lasted: Moment | undefined;
}

/** A time without the web-socket. */
export interface Loss extends Lack {
  cause: GapCause;
  /** Somebody signed in before it was over. */
  signedIn?: true;
  /** The web-socket is being opened, and nothing has said that it could not be. */
  connecting?: Place;
}

/** Puts down what follows from a connection that was lost: gaps as they end, facts at the end of the log. */
export interface ConnectionFindings {
  /**
   * The web-socket was lost, and works again.
   *
   * @param from when it began to work, where that is known
   * @param seen where that is seen
   */
  cameBack(loss: Loss, from: Place | undefined, seen: Place | undefined): void;
  /** It is lost once more, or somebody had to sign in: whatever came back, came back for nothing. */
  notRecovered(): void;
  wasOffline(offline: Lack, to: Place): void;
  /** The log goes on at this time. */
  goesOn(moment: Moment): void;
  /**
   * @param loss that lasts
   * @param isInOrder whether the oldest line stands first
   */
  end(loss: Loss | undefined, isInOrder: boolean): void;
}

/** The longest time of one kind. */
interface Longest extends Place {
  readonly milliseconds: number;
}

/** Nothing is found yet. */
export function connectionFindings(clock: StampClock, found: ReadingCollector): ConnectionFindings {
  /** Where the connection came back, as long as nobody had to sign in again since it was lost. */
  let recovered: Place | undefined;
  let wentOn = false;
  let longestGap: Longest | undefined;
  let longestOutage: Longest | undefined;

  function isLater(from: Moment | undefined, to: Moment | undefined): boolean {
    return (clock.elapsed(from, to) ?? 0) > 0;
  }

  function longer(longest: Longest | undefined, from: Place, to: Place): Longest | undefined {
    const milliseconds = clock.elapsed(from.moment, to.moment);
    if (milliseconds === undefined || (longest !== undefined && longest.milliseconds >= milliseconds)) return longest;
    return { line: from.line, moment: from.moment, milliseconds };
  }

  function putDown(from: Loss, to?: Place, milliseconds?: number): void {
    const [start, end] = [clock.at(from.moment), clock.at(to?.moment)];
    found.gap({
      ...(start === undefined ? {} : { from: start }),
      ...(end === undefined ? {} : { to: end }),
      ...(milliseconds === undefined ? {} : { milliseconds }),
      cause: from.cause,
      line: from.line,
    });
  }

  function sight({ line, moment }: Place): { line: number; at?: string } {
    const at = clock.at(moment);
    return at === undefined ? { line } : { line, at };
  }

  return {
    cameBack(loss, from, seen) {
      const milliseconds = clock.elapsed(loss.moment, from?.moment);
      if (from !== undefined && milliseconds !== undefined) putDown(loss, from, milliseconds);
      // Whoever signed in elsewhere had no trouble with the connection.
      if (loss.cause === 'signed-in-elsewhere') return;
      if (from !== undefined) longestGap = longer(longestGap, loss, from);
      // Where the clock was put back in between, what the log says of the time is not to be trusted.
      const isKnown = milliseconds !== undefined || from === undefined;
      recovered = isKnown && !loss.signedIn ? (from ?? seen) : undefined;
      wentOn = recovered !== undefined && isLater(recovered.moment, seen?.moment);
    },
    notRecovered: () => void (recovered = undefined),
    wasOffline: (offline, to) => void (longestOutage = longer(longestOutage, offline, to)),
    goesOn(moment) {
      if (recovered !== undefined && isLater(recovered.moment, moment)) wentOn = true;
    },
    end(loss, isInOrder) {
      if (loss !== undefined && isInOrder) putDown(loss);
      if (longestOutage !== undefined) found.shown('network.outage', longestOutage.milliseconds, sight(longestOutage));
      if (longestGap !== undefined) found.shown('socket.gap', longestGap.milliseconds, sight(longestGap));
      if (recovered !== undefined && wentOn && loss === undefined)
        found.shown('network.reconnected', true, sight(recovered));
    },
  };
}
