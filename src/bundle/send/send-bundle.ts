import { createHash } from 'node:crypto';
import { UserError } from '../../errors.ts';
import type { HttpAnswer, HttpLimits, HttpOutcome, HttpRequest, Io } from '../../io/io.ts';
import { judgeAnswer, judgePresence, type SentTo, type Verdict } from './judge-answer.ts';
import { judgeFailure } from './judge-failure.ts';
import { formatDigest } from './repr-digest.ts';
import { nextPause, parseRetryAfter } from './retry.ts';
import { basicAuthorization, withoutToken } from './token.ts';
import { uploadError } from './upload-error.ts';

/** A bundle, and all that is needed to send it. */
export interface Shipment extends SentTo {
  /** Path of the zip. */
  readonly path: string;
  readonly sr: string;
  readonly token: string;
  readonly ca?: string;
  readonly proxy?: NonNullable<HttpRequest['proxy']>;
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
  for (let tries = 1; ; tries += 1) {
    const outcome = await put(shipment, ears, io);
    const verdict = judge(outcome, shipment);
    if (verdict.kind === 'there') return { ...(await arrivedBefore(outcome as HttpAnswer, shipment, io)), tries };
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
      body: { content: unchangedFile(shipment, io), bytes },
      onProgress: ears.onProgress,
    },
    shipment,
    io,
  );
}

/** A file of our name is there: ours, if what the server tells of it is. */
async function arrivedBefore(conflict: HttpAnswer, shipment: Shipment, io: SendIo): Promise<Omit<Arrival, 'tries'>> {
  const head = await request({ method: 'HEAD', headers: {} }, shipment, io);
  const { confirmed } = head.kind === 'answer' ? judgePresence(head, conflict, shipment) : { confirmed: false };
  return { result: 'already-there', status: conflict.status, confirmed, says: conflict.text };
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
  const headers = Object.entries(outcome.headers).map(([name, value]) => [name, hide(value)] as const);
  return { ...outcome, headers: Object.fromEntries(headers), text: hide(outcome.text) };
}

/** The file as it was verified: its last part is held back until all of it is known to be the same. */
async function* unchangedFile({ path, sha256, bytes }: Shipment, io: SendIo): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let total = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of io.files.stream(path)) {
    if (held !== undefined) yield held;
    hash.update(chunk);
    total += chunk.length;
    if (total > bytes) throw changed(path);
    held = chunk;
  }
  if (total !== bytes || hash.digest('hex') !== sha256) throw changed(path);
  if (held !== undefined) yield held;
}

function changed(path: string): UserError {
  return uploadError('changed', `${path} was changed while it was sent`, 'Send it once more when nobody writes to it.');
}

function afterTries(error: UserError, tries: number): UserError {
  return new UserError(error.code, `${error.message}; tried ${tries} times`, {
    exit: error.exit,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
