import { collectReading } from '../collect-reading.ts';
import { jsonFields } from '../json-fields.ts';
import type { ReadOptions } from '../line-reader.ts';
import { createMomentReader, utcOf, zoneProblem } from '../times/moment-reader.ts';
import type { Reading, Sight } from '../reading.ts';
import type { Ending } from './cut-har.ts';
import { messageFindings, type Finding } from './findings.ts';
import { idsAmong, type FoundId } from '../identifiers.ts';
import { idsOfRequest } from './har-ids.ts';
import { harParts } from './har-parts.ts';
import { endingProblem, refusal } from './har-problems.ts';
import { harRequest, type HarRequest } from './har-request.ts';
import { createIdleReasons } from './idle-reasons.ts';
import { createMoments } from './moments.ts';
import { networkFailure, outages } from './offline.ts';
import { createRegistrations } from './registrations.ts';
import { reportGaps } from './report-gaps.ts';
import { requestFindings } from './request-findings.ts';
import { fieldOf, textOf } from './shape.ts';
import { createSocketTraffic, socketMessage } from './socket-silence.ts';

/** What is remembered until the end, when it is known whether it counts. */
const MOST_UNSURE = 100;

/**
 * What a HAR of any size shows of the contact-center client: refused requests and web-sockets, what the service said over
 * them, and the times in which nothing went through. An entry that cannot be read leaves its facts unknown and is told
 * of; what a browser left out of the file (bodies and messages, as Chrome does by default) is unknown too. Throws only
 * what `chunks` throws.
 */
export async function readHar(chunks: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<Reading> {
  const reading = collectReading('har');
  const har = createHarReader(reading, options);
  let line = 0;
  let ending: Ending = 'not-har';
  for await (const part of harParts(chunks)) {
    if (part.kind === 'entry' || (part.kind === 'refused' && part.what === 'entry')) line += 1;
    if (part.kind === 'entry') har.entry(part.value, line);
    else if (part.kind === 'refused') reading.problem(refusal(part, line));
    else if (part.kind === 'end') ending = part.ending;
  }
  har.end();
  const problem = endingProblem(ending, line);
  if (problem !== undefined) reading.problem(problem);
  return reading.end();
}

interface HarReader {
  entry(value: unknown, line: number): void;
  end(): void;
}

function createHarReader(reading: ReturnType<typeof collectReading>, { zone }: ReadOptions): HarReader {
  const times = createMomentReader(zone);
  const answers = createMoments();
  const failures = { offline: createMoments(), perhaps: createMoments() };
  const signOuts = createMoments();
  /** Registrations and web-sockets that failed. */
  const broken = createMoments();
  const registrations = createRegistrations();
  const idle = createIdleReasons();
  const traffic = createSocketTraffic();
  const unsure: { readonly line: number; readonly at: number | undefined }[] = [];
  let lastSocket: number | undefined;
  let lastLogin: number | undefined;

  /** A failure that says what was wrong outweighs that there was no earlier session, which is so at each first sign-in. */
  const silent: Sight[] = [];
  let isRefused = false;

  function show(findings: readonly Finding[], ids: readonly FoundId[], sight: Sight): void {
    for (const { fact, value } of findings) {
      if (value === 'no-earlier-session') {
        if (silent.length < MOST_UNSURE) silent.push(sight);
        continue;
      }
      isRefused ||= fact === 'sign-in.failure';
      reading.shown(fact, value, sight);
    }
    // How somebody signed in, and that it was the first time, is nothing that anybody would search for.
    const isBeside = findings.some(({ fact, value }) => fact !== 'station.option' && value !== 'no-earlier-session');
    for (const [kind, id] of ids) reading.id(kind, id, isBeside);
  }

  function noteMoments(request: HarRequest): void {
    const { line, startedAt, endedAt, status, error, endpoint, isSocket } = request;
    for (const moment of [startedAt, endedAt]) if (moment !== undefined) reading.seen(utcOf(moment));
    if (!request.isOverNetwork) return;
    const failure = networkFailure(error);
    // How long a web-socket was open stands in its time; that it was opened is known when it began.
    if ((status ?? 0) >= 100) answers.add(isSocket ? startedAt : endedAt, line);
    // That a name of somebody else is not found is mostly a filter's doing.
    else if (failure === 'offline' || (failure === 'perhaps' && endpoint !== 'foreign'))
      failures[failure].add(endedAt, line);
    if (endpoint === 'logout' && (status ?? 0) >= 200 && (status ?? 0) < 300) signOuts.add(startedAt, line);
    if (endpoint === 'login' && request.method === 'POST') lastLogin = later(lastLogin, startedAt);
    if (endpoint === 'socket' && status === 101) lastSocket = later(lastSocket, startedAt);
    if (endpoint === 'socket' && (status === 101 || request.messages.length > 0)) {
      traffic.opened(startedAt, line);
      registrations.succeeded(startedAt);
    }
    if (endpoint === 'subscribe' && request.method !== 'OPTIONS' && (status ?? 0) >= 200 && (status ?? 0) < 300)
      registrations.succeeded(startedAt);
  }

  function notOpened(line: number, at: number | undefined): void {
    broken.add(at, line);
    reading.shown('socket.not-opened', true, sightOf(line, at));
  }

  function socket({ line, endpoint, status, error, startedAt, messages }: HarRequest): void {
    if (endpoint === 'socket' && messages.length === 0 && status !== undefined && status !== 101) {
      const at = startedAt;
      // Offline, no web-socket opens: that is the network's fact, and says nothing of a firewall.
      if (status >= 200 || (error !== '' && networkFailure(error) === undefined)) notOpened(line, at);
      else if (status === 0 && error === '' && unsure.length < MOST_UNSURE) unsure.push({ line, at });
    }
    for (const value of messages) {
      const message = socketMessage(value, times);
      if (message === undefined) continue;
      if (message.at !== undefined) reading.seen(utcOf(message.at));
      if (message.isReceived) answers.add(message.at, line);
      // What comes over another web-socket says nothing of whether this one is open.
      if (endpoint === 'socket') {
        traffic.add(message, line);
        if (message.isReceived) lastSocket = later(lastSocket, message.at);
      }
      if (!message.isReceived || endpoint === 'foreign') continue;
      const fields = jsonFields(message.data);
      const ids = idsAmong(fields);
      show(messageFindings(fields), ids, sightOf(line, message.at));
      if (endpoint === 'socket') idle.message(fields, sightOf(line, message.at), ids);
    }
  }

  return {
    entry(value, line) {
      const request = harRequest(value, line, times);
      if (request === undefined) {
        // One with another address, as data: or of an extension, is no request over a network.
        if (textOf(fieldOf(value, 'request'), 'url') === undefined)
          reading.problem({ code: 'not-readable', message: `entry ${line} is no request; the others are read`, line });
        return;
      }
      noteMoments(request);
      if (request.isSocket || request.endpoint === 'socket') socket(request);
      if (request.endpoint === 'foreign') return;
      const { findings, fields, isRegistrationRefused } = requestFindings(request);
      const ids = [...idsAmong(fields), ...idsOfRequest(request)];
      const sight = sightOf(line, request.startedAt);
      if (request.endpoint === 'login') idle.signIn(fields);
      show(findings, ids, sight);
      if (!isRegistrationRefused) return;
      registrations.refused({ at: request.startedAt, sight, ids });
      // A token that is too old says nothing of the connection.
      if (request.status !== 401) broken.add(request.startedAt, line);
    },
    end() {
      const out = outages(failures, answers);
      for (const { sight, ids } of registrations.stayed())
        show([{ fact: 'socket.registration-refused', value: true }], ids, sight);
      for (const { value, sight, ids } of idle.own()) show([{ fact: 'idle.reason', value }], ids, sight);
      if (!isRefused) for (const sight of silent) reading.shown('sign-in.failure', 'no-earlier-session', sight);
      const problem = zoneProblem(times, zone);
      if (problem !== undefined) reading.problem(problem);
      for (const { line, at } of unsure)
        if (!out.some(({ from, to = Infinity }) => at !== undefined && at >= from && at <= to)) notOpened(line, at);
      const silences = traffic.silences({ answers, signOuts, failures: broken, outages: out });
      reportGaps(reading, out, silences, { socket: lastSocket, login: lastLogin });
      if (answers.isIncomplete() || traffic.received.isIncomplete())
        reading.problem({
          code: 'too-much',
          message: 'it spans more time than gaps are searched in; record the problem alone to have them found',
        });
    },
  };
}

function sightOf(line: number, moment: number | undefined): Sight {
  return moment === undefined ? { line } : { line, at: utcOf(moment) };
}

function later(known: number | undefined, moment: number | undefined): number | undefined {
  return known === undefined || (moment !== undefined && moment > known) ? moment : known;
}
