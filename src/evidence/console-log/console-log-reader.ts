import { collectReading } from '../collect-reading.ts';
import type { LineReader, ReadOptions } from '../line-reader.ts';
import type { Sight } from '../reading.ts';
import type { TextLine } from '../text-lines.ts';
import { zoneProblem } from '../times/moment-reader.ts';
import { createStampClock, type Moment } from '../times/stamp-clock.ts';
import type { ConnectionEvent } from './connection-event.ts';
import { followConnection } from './connection.ts';
import { connectionEvents } from './connection-signs.ts';
import { createEntryOwner, showsClientLog } from './client-entry.ts';
import { FINDINGS, NO_EARLIER_SESSION, NO_NETWORK, type Finding } from './findings.ts';
import { gatherIdentifiers } from './identifiers.ts';
import { lineStamp } from './line-stamp.ts';
import { keepLowestRank } from './ranked-facts.ts';
import { bearsAny, signIn, type Sign } from './sign.ts';

/** A line that goes on with what the line before began: an object or a stack that a console printed over several. */
const CONTINUATION = /^(?:\s|[{}()[\]]|["'][\w.-]{1,80}["']\s?:|at\s|$)/;
/** A whole object in one line can have been printed by itself, at any time. */
const WHOLE_OBJECT = /^[{[].*[}\]]$/;
const bearsFinding = bearsAny(FINDINGS);
/** Whoever could sign in had no need of an earlier session. */
const SIGNED_IN: Sign = {
  texts: ['ucce', 'ogin'],
  pattern: /\b(?:Agent)?station ?login(?: completed| was| is)?(?: a)? ?success/i,
};

/**
 * Reads what a browser's console shows of the contact-center client, saved from Chrome, Edge or Firefox or written by the
 * client itself. Lines are known by their message, whatever stands before it.
 */
export function createConsoleLogReader(options: ReadOptions): LineReader {
  const found = collectReading('console-log');
  const clock = createStampClock(options.zone);
  const connection = followConnection(clock, found);
  const identifiers = gatherIdentifiers(found);
  const ranked = keepLowestRank();
  const entry = createEntryOwner();
  let isClientLog = false;
  /** Shows what the line before does not explain, unless this one does. */
  let showUnexplained: (() => void) | undefined;
  /** When the entry that the line belongs to was written. */
  let moment: Moment | undefined;
  let earliest: Moment | undefined;
  let latest: Moment | undefined;

  function takeTime(text: string): boolean {
    const stamp = lineStamp(text);
    const starts = stamp !== undefined || !CONTINUATION.test(text) || WHOLE_OBJECT.test(text);
    if (starts) moment = stamp === undefined ? undefined : clock.read(stamp);
    if (stamp === undefined || moment === undefined) return starts;
    if (earliest === undefined || earlier(moment, earliest)) earliest = moment;
    if (latest === undefined || earlier(latest, moment)) latest = moment;
    connection.goesOn(moment);
    return starts;
  }

  function sightOf(line: TextLine): Sight {
    const at = clock.at(moment);
    return at === undefined ? { line: line.number } : { line: line.number, at };
  }

  function isOthers({ of, own }: Finding): boolean {
    if (own && entry.isList()) return true;
    return of === 'failed' ? !entry.isFailure() : of !== 'any' && !entry.isClients();
  }

  function isOfFailedTry({ event }: Finding): boolean {
    return event?.kind === 'lost' && event.cause === 'keepalive' && !connection.canHaveBeenOpen();
  }

  /** What the line says of the connection beside, if it bears the sign. */
  function takeFinding(finding: Finding, line: TextLine): ConnectionEvent | undefined {
    const word = signIn(line.text, finding);
    if (word === undefined) return undefined;
    const value = typeof finding.value === 'object' ? finding.value[word] : finding.value;
    if (value === undefined || isOthers(finding) || isOfFailedTry(finding)) return undefined;
    isClientLog ||= finding.common !== true;
    if (finding.unexplained && connection.isOffline()) return undefined;
    const sight = sightOf(line);
    const show = (): void => found.shown(finding.fact, value, sight);
    identifiers.isFinding();
    if (finding.unexplained) showUnexplained = show;
    else if (ranked.take(finding.fact, finding.rank ?? 0, value, sight)) show();
    return finding.event;
  }

  function settleUnexplained(next: string): void {
    if (!NO_NETWORK.test(next)) showUnexplained?.();
    showUnexplained = undefined;
  }

  return {
    line(line) {
      if (showUnexplained !== undefined) settleUnexplained(line.text);
      const starts = takeTime(line.text);
      identifiers.line(line.text, starts);
      entry.line(line.text);
      isClientLog ||= showsClientLog(line.text);
      if (signIn(line.text, SIGNED_IN) !== undefined) ranked.forget('sign-in.failure', NO_EARLIER_SESSION);
      let told: ConnectionEvent | undefined;
      if (bearsFinding(line.text)) for (const finding of FINDINGS) told = takeFinding(finding, line) ?? told;
      const events = told === undefined ? connectionEvents(line.text, connection.isLost()) : [told];
      for (const event of events) connection.event(event, line.number, moment);
    },
    end() {
      if (!isClientLog) return undefined;
      settleUnexplained('');
      identifiers.end();
      connection.end();
      for (const { fact, value, sight } of ranked.rest()) found.shown(fact, value, sight);
      for (const at of [clock.at(earliest), clock.at(latest)]) if (at !== undefined) found.seen(at);
      const problem = zoneProblem(clock, options.zone);
      if (problem !== undefined) found.problem(problem);
      return found.end();
    },
  };
}

function earlier(one: Moment, other: Moment): boolean {
  return one.dated === other.dated ? one.ms < other.ms : one.dated;
}
