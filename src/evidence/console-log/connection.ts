import type { ReadingCollector } from '../collect-reading.ts';
import type { GapCause } from '../reading.ts';
import type { Moment, StampClock } from '../times/stamp-clock.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { connectionFindings, type Lack, type Loss, type Place } from './connection-findings.ts';

/** Follows the connection of the client through a log, and puts down when it had none. */
export interface Connection {
  /** Whether the web-socket is closed, or the browser offline, as far as the log goes. */
  isLost(): boolean;
  /** Whether the browser is offline, as far as the log goes. */
  isOffline(): boolean;
  /** Whether the web-socket can have been open: after a try that failed its closing says nothing of what happened to it. */
  canHaveBeenOpen(): boolean;
  event(event: ConnectionEvent, line: number, moment: Moment | undefined): void;
  /** The log goes on at this time. */
  goesOn(moment: Moment): void;
  end(): void;
}

/** What can only befall a web-socket that is open; the client gives them for one that could not be opened, too. */
const CAUSES_OF_OPEN: readonly GapCause[] = ['keepalive', 'unknown'];
/** The client tries again every 5 s: what works at most two tries after it last did not came back within them. */
const PROMPT = 10_000;
/** For so long the client awaits the service's welcome: a try of which nothing more is said by then has succeeded. */
const WELCOME = 30_000;

/** A connection of which nothing is known yet. Gaps go to `found` as they end, the facts that follow from them at the end. */
export function followConnection(clock: StampClock, found: ReadingCollector): Connection {
  const findings = connectionFindings(clock, found);
  let loss: Loss | undefined;
  let offline: Lack | undefined;
  /** Where the client tried again: when more comes of it than the next try, the browser was online. */
  let retry: Place | undefined;
  /** The web-socket has no reason to be open. */
  let expected = false;
  /** The last try to open the web-socket failed. */
  let neverOpened = false;
  /** A sign of life whose line does not say when: the next line that does says it closely enough. */
  let untimed: { readonly event: ConnectionEvent; readonly line: number } | undefined;
  let now: Moment | undefined;
  /** How often the clock ran on, less how often it went back: below 0, the newest line stands first. */
  let steps = 0;

  function lose(cause: GapCause, place: Place): void {
    settle(place.moment);
    // A web-socket that is closed had been open: it was opened when that was last tried, though the log says nothing of it.
    if (loss?.connecting !== undefined) recover(loss.connecting);
    // Closed again after a while without a word of a try: when it was opened in between is not known.
    else if (loss !== undefined && !neverOpened && !isPrompt(loss, place)) loss = undefined;
    if (loss === undefined) {
      if (cause === 'unknown' && expected) return;
      loss = { ...place, cause, lasted: place.moment };
    } else {
      if (loss.cause === 'unknown') loss.cause = cause;
      loss.moment ??= place.moment;
      last(loss, place);
    }
    if (cause === 'network') goOffline(place);
    findings.notRecovered();
  }

  function goOffline(place: Place): void {
    retry = undefined;
    if (offline === undefined) offline = { ...place, lasted: place.moment };
    else last(offline, place);
  }

  function last(lack: Lack, { moment }: Place): void {
    lack.lasted = moment ?? now ?? lack.lasted;
  }

  function isPrompt(lack: Lack, { moment }: Place): boolean {
    // Of a log without times no length follows anyway.
    if (lack.lasted === undefined || moment === undefined) return true;
    return (clock.elapsed(lack.lasted, moment) ?? Infinity) <= PROMPT;
  }

  /** The browser is online. @param by undefined when it is not known since when */
  function goOnline(by: Place | undefined): void {
    if (offline !== undefined && by !== undefined) findings.wasOffline(offline, by);
    offline = undefined;
    retry = undefined;
  }

  /** The web-socket works. @param seen where that is seen, if it began earlier or nobody knows when */
  function recover(from: Place | undefined, seen = from): void {
    goOnline(offline === undefined ? undefined : (retry ?? from));
    if (loss === undefined) return;
    findings.cameBack(loss, from, seen);
    loss = undefined;
  }

  /** Something works by now: since it was last tried, or, if it did not work a moment ago, since now. */
  function proven(by: 'socket' | 'network', place: Place): void {
    if (by === 'socket' && loss !== undefined)
      recover(loss.connecting ?? (isPrompt(loss, place) ? place : undefined), place);
    else if (offline !== undefined) goOnline(retry ?? (isPrompt(offline, place) ? place : undefined));
  }

  /** The last try has succeeded if nothing more was said of it until `moment`, and that long enough. */
  function trust(moment: Moment | undefined): void {
    const tried = loss?.connecting;
    if (tried !== undefined && (clock.elapsed(tried.moment, moment) ?? 0) >= WELCOME)
      recover(tried, { line: tried.line, moment });
  }

  function works(event: ConnectionEvent, place: Place): void {
    if (event.kind === 'opened') recover(place);
    else if (event.kind === 'online') goOnline(place);
    else if (event.kind === 'alive') proven(event.proves, place);
  }

  function settle(moment: Moment | undefined): void {
    if (untimed === undefined) return;
    const { event, line } = untimed;
    untimed = undefined;
    works(event, { line, moment });
  }

  return {
    isLost: () => loss !== undefined || offline !== undefined,
    isOffline: () => offline !== undefined,
    canHaveBeenOpen: () => !neverOpened,
    event(event, line, moment) {
      const place = { line, moment };
      switch (event.kind) {
        case 'lost':
          return neverOpened && CAUSES_OF_OPEN.includes(event.cause) ? undefined : lose(event.cause, place);
        case 'closed':
          trust(moment ?? now);
          // Whoever gives the web-socket up no longer waits for it: how long it would have been lost is not known.
          [loss, offline, expected] = [undefined, undefined, true];
          return undefined;
        case 'offline':
          return goOffline(place);
        case 'client-offline':
          // Who hears of it first here has lost the web-socket as well.
          if (loss === undefined) return lose('network', place);
          goOffline(place);
          last(loss, place);
          if (loss.cause === 'unknown') loss.cause = 'network';
          return undefined;
        case 'retry':
          if (loss === undefined) return undefined;
          // It goes on trying: what it did before has not helped.
          delete loss.connecting;
          last(loss, place);
          if (offline !== undefined) retry = place;
          return undefined;
        case 'tried':
          if (retry !== undefined) goOnline(retry);
          return undefined;
        case 'connecting':
          neverOpened = false;
          expected = false;
          if (offline !== undefined) goOnline(retry ?? place);
          if (loss !== undefined) loss.connecting = place;
          return undefined;
        case 'not-opened':
          neverOpened = true;
          if (loss === undefined) return undefined;
          delete loss.connecting;
          last(loss, place);
          return undefined;
        case 'opened':
        case 'online':
        case 'alive':
          if (moment !== undefined) return works(event, place);
          if (untimed === undefined || event.kind === 'opened') untimed = { event, line };
          return undefined;
        case 'signed-in':
          expected = false;
          findings.notRecovered();
          if (loss !== undefined) loss.signedIn = true;
          return undefined;
        case 'signed-out':
          expected = true;
          return undefined;
      }
    },
    goesOn(moment) {
      settle(moment);
      if (now?.dated === moment.dated) steps += Math.sign(moment.ms - now.ms);
      now = moment;
      findings.goesOn(moment);
    },
    end() {
      settle(undefined);
      trust(now);
      findings.end(loss, steps >= 0);
    },
  };
}
