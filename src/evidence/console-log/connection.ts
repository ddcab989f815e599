import type { ReadingCollector } from '../collect-reading.ts';
import type { GapCause } from '../reading.ts';
import type { Moment, StampClock } from '../times/stamp-clock.ts';

/**
 * What a line says of the connection: the web-socket was closed, is being opened, could not be; the browser is offline;
 * `alive` proves that the web-socket works, or only that the network does; somebody signed in or out.
 */
export type ConnectionEvent =
  | { readonly kind: 'lost'; readonly cause: GapCause }
  | { readonly kind: 'connecting' | 'not-opened' | 'offline' }
  | { readonly kind: 'alive'; readonly proves: 'socket' | 'network' }
  | { readonly kind: 'signed-in' | 'signed-out' };

/** Follows the connection of the client through a log, and puts down when it had none. */
export interface Connection {
  /** Whether the web-socket is closed, or the browser offline, as far as the log goes. */
  isLost(): boolean;
  /** Whether the web-socket can have been open: after a try that failed its closing says nothing of what happened to it. */
  canHaveBeenOpen(): boolean;
  event(event: ConnectionEvent, line: number, moment: Moment | undefined): void;
  /** The log goes on at this time. */
  goesOn(moment: Moment): void;
  end(): void;
}

interface Place {
  readonly line: number;
  readonly moment: Moment | undefined;
}

interface Loss {
  readonly line: number;
  /** Of the first line that says when. */
  moment: Moment | undefined;
  cause: GapCause;
  /** Somebody signed in before it was over. */
  signedIn?: true;
  /** The web-socket is being opened, and nothing has said that it could not be. */
  connecting?: Place;
}

/** What can only befall a web-socket that is open; the client gives them for one that could not be opened, too. */
const CAUSES_OF_OPEN: readonly GapCause[] = ['keepalive', 'unknown'];

/** The longest time of one kind. */
interface Longest extends Place {
  readonly milliseconds: number;
}

/** A connection of which nothing is known yet. Gaps go to `found` as they end, the facts that follow from them at the end. */
export function followConnection(clock: StampClock, found: ReadingCollector): Connection {
  let loss: Loss | undefined;
  let offline: Place | undefined;
  let signedOut = false;
  /** The last try to open the web-socket failed. */
  let neverOpened = false;
  /** Where the connection came back, as long as nobody had to sign in again since it was lost. */
  let recovered: Place | undefined;
  let wentOn = false;
  /** A sign of life whose line does not say when: the next line that does says it closely enough. */
  let untimed: { readonly proves: 'socket' | 'network'; readonly line: number } | undefined;
  let longestGap: Longest | undefined;
  let longestOutage: Longest | undefined;

  function settle(moment: Moment | undefined): void {
    if (untimed === undefined) return;
    const { proves, line } = untimed;
    untimed = undefined;
    recover(proves, { line, moment });
  }

  function lose(cause: GapCause, place: Place): void {
    settle(place.moment);
    // A web-socket that is closed had been open: it was opened when that was last tried, though the log says nothing of it.
    if (loss?.connecting !== undefined) recover('socket', loss.connecting);
    if (loss === undefined) {
      if (cause === 'unknown' && signedOut) return;
      loss = { ...place, cause };
    } else {
      if (loss.cause === 'unknown') loss.cause = cause;
      loss.moment ??= place.moment;
    }
    if (cause === 'network') offline ??= place;
    recovered = undefined;
  }

  function recover(proves: 'socket' | 'network', place: Place): void {
    if (offline !== undefined) {
      longestOutage = longer(longestOutage, offline, place);
      offline = undefined;
    }
    if (loss === undefined || proves === 'network') return;
    const milliseconds = clock.between(loss.moment, place.moment);
    if (milliseconds !== undefined) putDown(loss, place, milliseconds);
    // Whoever signed in elsewhere had no trouble with the connection.
    if (loss.cause !== 'signed-in-elsewhere') {
      longestGap = longer(longestGap, loss, place);
      recovered = loss.signedIn ? undefined : place;
      wentOn = false;
    }
    loss = undefined;
  }

  function longer(longest: Longest | undefined, from: Place, to: Place): Longest | undefined {
    const milliseconds = clock.between(from.moment, to.moment);
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
    isLost: () => loss !== undefined || offline !== undefined,
    canHaveBeenOpen: () => !neverOpened,
    event(event, line, moment) {
      const place = { line, moment };
      switch (event.kind) {
        case 'lost':
          return neverOpened && CAUSES_OF_OPEN.includes(event.cause) ? undefined : lose(event.cause, place);
        case 'offline':
          // Who hears of it first here has lost the web-socket as well.
          if (loss === undefined) return lose('network', place);
          offline ??= place;
          if (loss.cause === 'unknown') loss.cause = 'network';
          return undefined;
        case 'connecting':
          neverOpened = false;
          if (loss !== undefined) loss.connecting = place;
          return undefined;
        case 'not-opened':
          neverOpened = true;
          if (loss !== undefined) delete loss.connecting;
          return undefined;
        case 'alive':
          if (moment !== undefined) return recover(event.proves, place);
          if (untimed?.proves !== 'socket') untimed = { proves: event.proves, line };
          return undefined;
        case 'signed-in':
          signedOut = false;
          recovered = undefined;
          if (loss !== undefined) loss.signedIn = true;
          return undefined;
        case 'signed-out':
          signedOut = true;
          return undefined;
      }
    },
    goesOn(moment) {
      settle(moment);
      if (recovered !== undefined && (clock.between(recovered.moment, moment) ?? 0) > 0) wentOn = true;
    },
    end() {
      settle(undefined);
      if (loss !== undefined) putDown(loss);
      if (longestOutage !== undefined) found.shown('network.outage', longestOutage.milliseconds, sight(longestOutage));
      if (longestGap !== undefined) found.shown('socket.gap', longestGap.milliseconds, sight(longestGap));
      if (recovered !== undefined && wentOn && loss === undefined)
        found.shown('network.reconnected', true, sight(recovered));
    },
  };
}
