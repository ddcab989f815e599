import { CISCO_DRIVE, parseDestination, proxyOf, uploadName } from '../bundle/send/destination.ts';
import { readyBundle, type ReadyBundle } from '../bundle/send/ready-bundle.ts';
import { randomNumbers } from '../bundle/send/retry.ts';
import { sendBundle, type Shipment } from '../bundle/send/send-bundle.ts';
import type { SentFile } from '../case/events.ts';
import type { Upload } from '../case/fold.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Line } from '../report/text.ts';
import { deliveryLines, planLines, type Delivery } from '../report/upload-lines.ts';
import { askSr, confirmSending, parseSr } from './ask-sender.ts';
import { caseOfBundle, knownSr, srInBundle, type BundleCase } from './recorded-sr.ts';
import type { Session } from './session.ts';
import { sendJournaled, sentBefore, wasCutBefore } from './upload-journal.ts';
import { showUploadProgress } from './upload-progress.ts';
import { readToken, type TokenSource } from './upload-token.ts';

/** The options of `bundle upload`. */
export interface BundleUploadOptions extends TokenSource {
  readonly sr?: string;
  readonly case?: string;
  readonly to?: string;
  readonly ca?: string;
  readonly yes?: true;
  readonly expectId?: string;
  /** Sends what was sent already once more, under another name. */
  readonly again?: true;
  readonly json?: true;
}

/** Bytes; a whole list of certificates has a quarter of it. */
const CA_LIMIT = 1024 * 1024;

/** `bundle upload`: verifies, shows what goes where, asks, sends, and keeps the receipt in the case. */
export function bundleUpload(path: string, options: BundleUploadOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    refuseFlags(session, options);
    const { values } = await session.config();
    const to = parseDestination(options.to ?? values.upload?.url ?? CISCO_DRIVE);
    const ca = options.ca === undefined ? undefined : await session.io.files.read(options.ca, CA_LIMIT);
    const sr = options.sr === undefined ? undefined : parseSr(options.sr);
    const bundle = await session.progress('Verifying the bundle', () => readyBundle(path, session.io));
    requireExpected(bundle, options.expectId);
    const of = await caseOfBundle(bundle, options.case, session);
    return deliver(session, {
      to,
      bundle,
      options: { ...options, ...(sr && { sr }) },
      ...(ca && { ca: new TextDecoder().decode(ca) }),
      ...(of && { of }),
    });
  };
}

/** What is to be uploaded, with all options checked. */
interface WantedUpload {
  readonly to: string;
  readonly bundle: ReadyBundle;
  readonly options: BundleUploadOptions;
  readonly ca?: string;
  readonly of?: BundleCase;
}

async function deliver(session: Session, upload: WantedUpload): Promise<ExitCode> {
  const { bundle, options, ca, of } = upload;
  const { io } = session;
  const view = of?.view;
  const file = await fileToSend(session, upload);
  const before = options.again === true ? undefined : sentBefore(view, file);
  if (before !== undefined) return tellSentBefore(session, upload, before);
  if (view?.uploads.at(-1)?.result === 'started')
    await session.say(['note: how an earlier upload ended is not known; what is there already is not sent twice']);

  const proxy = proxyOf(io.env);
  const plan = planOf(upload, file, proxy);
  if (options.yes === true) await session.say(plan);
  else if (!(await confirmSending(session, plan))) {
    await session.say(['Nothing was sent.']);
    return EXIT.ok;
  }
  const shipment: Shipment = {
    path: bundle.path,
    sha256: bundle.sha256,
    bytes: bundle.bytes,
    url: file.to + file.name,
    sr: file.sr,
    token: await readToken(session, options, file.sr),
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
    wasCut: wasCutBefore(view, file),
  };
  const random = randomNumbers(io.system.randomHex(4));
  const { arrival, receiptFailure } = await sendJournaled(session, of?.id, file, () =>
    showUploadProgress(session, shipment.bytes, (ears) => sendBundle(shipment, ears, random, io)),
  );
  const { tries, ...arrived } = arrival;
  const at = new Date(io.clock.now()).toISOString();
  await tell(session, upload, { ...file, ...arrived, at, bytes: bundle.bytes }, tries);
  if (receiptFailure !== undefined) throw receiptFailure;
  return EXIT.ok;
}

/** What will be sent, under which name, and for which SR; the number is asked for when nobody knows it. */
async function fileToSend(session: Session, { to, bundle, options, of }: WantedUpload): Promise<SentFile> {
  const { id, sha256, record } = bundle;
  if (options.yes === true && options.sr === undefined) requireOneSr(bundle, of);
  const sr = options.sr ?? knownSr(bundle, of) ?? (await askSr(session));
  const again = options.again === true ? new Date(session.io.clock.now()).toISOString() : undefined;
  const name = uploadName({ case: record.case, createdAt: record.createdAt.utc, id }, again);
  return { bundle: id, sha256, to, name, sr };
}

/** Nobody looks at the plan, which would say it: the bundle and its case name two numbers. */
function requireOneSr(bundle: ReadyBundle, of: BundleCase | undefined): void {
  const [own, set] = [srInBundle(bundle), of?.set?.sr];
  if (own === undefined || set === undefined || own === set) return;
  throw new UserError('two-srs', `the bundle says SR ${own}, and its case on this machine says SR ${set}`, {
    hint: 'say which of them it is for: --sr NUMBER',
  });
}

function planOf({ bundle, of }: WantedUpload, { to, name, sr }: SentFile, proxy: ReturnType<typeof proxyOf>): Line[] {
  const ownSr = srInBundle(bundle);
  return planLines({
    ...bundle,
    url: to + name,
    sr,
    isCisco: to === CISCO_DRIVE,
    ...(ownSr === undefined || ownSr === sr ? {} : { otherSr: ownSr }),
    ...(of?.set === undefined || of.set.sr === sr ? {} : { caseSr: of.set.sr }),
    ...(proxy === undefined ? {} : { proxy: { host: hostOf(proxy.url), except: proxy.except } }),
  });
}

async function tellSentBefore(session: Session, upload: WantedUpload, before: Upload): Promise<ExitCode> {
  await session.say([
    `This bundle was sent on ${before.at} already; nothing was sent now. --again sends it once more.`,
  ]);
  const { result, at, status, confirmed = false, code: _code, ...file } = before;
  const delivery: Delivery = {
    ...file,
    result: result as Delivery['result'],
    at,
    bytes: upload.bundle.bytes,
    confirmed,
    ...(status === undefined ? {} : { status }),
  };
  await tell(session, upload, delivery, 0);
  return EXIT.ok;
}

async function tell(
  session: Session,
  { bundle, options, of }: WantedUpload,
  delivery: Delivery,
  tries: number,
): Promise<void> {
  const { values } = await session.config();
  if (options.json !== true) return session.print(deliveryLines(delivery, values.zone));
  const { bundle: id, says, ...rest } = delivery;
  return session.printJson({
    schema: 'deskmedic/upload/v1',
    path: bundle.path,
    id,
    ...rest,
    sentBefore: tries === 0,
    tries,
    ...(of === undefined ? {} : { case: of.id }),
    ...(says === undefined || says === '' ? {} : { says }),
  });
}

function refuseFlags({ flags }: Session, options: BundleUploadOptions): void {
  if (flags.offline)
    throw new UserError('offline', 'nothing can be uploaded under --offline', {
      hint: 'leave --offline out; deskmedic bundle mail writes a message to be sent later',
    });
  if (options.yes === true && options.expectId === undefined)
    throw new UserError('expect-id-needed', '--yes needs --expect-id: nobody looks at what is sent', {
      hint: 'deskmedic bundle create --json and bundle verify tell the id',
    });
}

function requireExpected({ id, path }: ReadyBundle, expected: string | undefined): void {
  if (expected === undefined || expected === id) return;
  throw new UserError('other-bundle', `${path} is another bundle than was expected: its id is ${id}`, {
    exit: EXIT.escalate,
    hint: 'nothing was sent; look at it with deskmedic bundle inspect',
  });
}

/** Without user name and password. */
function hostOf(proxy: string): string {
  const whole = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(whole) ? new URL(whole).host : 'of HTTPS_PROXY';
}
