import { UserError } from '../../errors.ts';
import type { HttpAnswer, HttpLimits, HttpOutcome, HttpRequest, Io } from '../../io/io.ts';
import { judgeAnswer, judgeUnknown, judgePresence, type SentTo, type Verdict } from './judge-answer.ts';
import { judgeFailure } from './judge-failure.ts';
import { formatDigest } from './repr-digest.ts';
import { nextPause, parseRetryAfter } from './retry.ts';
import { basicAuthorization, withoutToken } from './token.ts';
import { unchangedFile } from './unchanged-file.ts';

/** A bundle, and all that is needed to send it. */
export interface Shipment extends SentTo {
  /** Path of the zip. */
  readonly path: string;
  readonly sr: string;
  readonly token: string;
  readonly ca?: string;
  readonly proxy?: NonNullable<HttpRequest['proxy']>;
  /** An earlier upload under this name may have left a part of it there. */
  readonly wasCut: boolean;
}

/** What is told meanwhile. */
export interface SendingEars {
  onProgress(sent: number): void;
  /** A try has failed and another one follows after `pause` milliseconds. */
  onRetry(error: UserError, pause: number): Promise<void>;
}

/** What became of a bundle that arrived. */
export interface Arrival {
  readonly result: 'sent' | 'unconfirmed' | 'already-there';
  readonly status: number;
  /** The server's own size or digest of what it keeps are ours. */
  readonly confirmed: boolean;
  readonly tries: number;
  /** What the server said, in at most 2 KiB. */
  readonly says: string;
}

/** What the outside world must give. */
type SendIo = Pick<Io, 'files' | 'network' | 'clock'>;

const LIMITS: HttpLimits = { connect: 10_000, idle: 30_000, answer: 120_000 };

/**
 * Sends a bundle, whole and from its beginning with each try: nothing that continues an upload is documented. Throws the
 * `UploadCode` of what went wrong (exit 6), and `cannot-read` when the disk fails.
 *
 * @param random numbers from 0 to below 1, which spread the tries
 */
export async function sendBundle(
  shipment: Shipment,
  ears: SendingEars,
  random: () => number,
  io: SendIo,
): Promise<Arrival> {
  let firstFailure: number | undefined;
  let { wasCut } = shipment;
  for (let tries = 1; ; tries += 1) {
    const outcome = await put(shipment, ears, io);
    const verdict = judge(outcome, shipment);
    if (verdict.kind === 'there')
      return { ...(await arrivedBefore(outcome as HttpAnswer, { ...shipment, wasCut }, io)), tries };
    wasCut ||= mayHaveLeft(outcome);
    if (verdict.kind !== 'failed') {
      const { status, text } = outcome as HttpAnswer;
      return { result: verdict.kind, status, confirmed: verdict.confirmed, tries, says: text };
    }
    const now = io.clock.now();
    firstFailure ??= now;
    const asked = outcome.kind === 'answer' ? parseRetryAfter(outcome.headers['retry-after'], now) : undefined;
    const pause = verdict.mayPass ? nextPause(tries, now - firstFailure, random(), asked) : null;
    if (pause === null) throw tries === 1 ? verdict.error : afterTries(verdict.error, tries);
    await ears.onRetry(verdict.error, pause);
    await io.network.pause(pause);
  }
}

function judge(outcome: HttpOutcome, shipment: Shipment): Verdict {
  return outcome.kind === 'answer' ? judgeAnswer(outcome, shipment) : judgeFailure(outcome, shipment.url);
}

async function put(shipment: Shipment, ears: SendingEars, io: SendIo): Promise<HttpOutcome> {
  const { bytes, sha256 } = shipment;
  return request(
    {
      method: 'PUT',
      headers: {
        'content-type': 'application/zip',
        'repr-digest': formatDigest(sha256),
        // A file with this name is this bundle, or what an earlier try left of it: either way it is not written over.
        'if-none-match': '*',
      },
      body: { content: unchangedFile(shipment, 'sent', io), bytes },
      onProgress: ears.onProgress,
    },
    shipment,
    io,
  );
}

/** Whether a try that failed may have left something at the server, as far as can be known. */
function mayHaveLeft(outcome: HttpOutcome): boolean {
  if (outcome.kind === 'answer') return outcome.status >= 500 || outcome.status === 408 || !outcome.isAllSent;
  return ['cut', 'stalled', 'bad-answer'].includes(outcome.reason) && outcome.at === undefined;
}

/** A file of our name is there: ours, if what the server tells of it is. What it does not tell is not taken for a success. */
async function arrivedBefore(conflict: HttpAnswer, shipment: Shipment, io: SendIo): Promise<Omit<Arrival, 'tries'>> {
  const head = await request({ method: 'HEAD', headers: {} }, shipment, io);
  const isOurs = head.kind === 'answer' && judgePresence(head, conflict, shipment);
  if (!isOurs) judgeUnknown(conflict, shipment);
  const { status, text } = conflict;
  return { result: isOurs ? 'already-there' : 'unconfirmed', status, confirmed: isOurs, says: text };
}

async function request(
  own: Pick<HttpRequest, 'method' | 'headers' | 'body' | 'onProgress'>,
  { url, sr, token, ca, proxy }: Shipment,
  io: SendIo,
): Promise<HttpOutcome> {
  const outcome = await io.network.send({
    ...own,
    url,
    headers: { ...own.headers, authorization: basicAuthorization(sr, token) },
    limits: LIMITS,
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
  });
  if (outcome.kind === 'failed') return outcome;
  const hide = (text: string): string => withoutToken(text, sr, token);
  // A header that repeats the token says nothing of use.
  const headers = Object.entries(outcome.headers).filter(([, value]) => hide(value) === value);
  return { ...outcome, headers: Object.fromEntries(headers), text: hide(outcome.text) };
}

function afterTries(error: UserError, tries: number): UserError {
  return new UserError(error.code, `${error.message}; tried ${tries} times`, {
    exit: error.exit,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
