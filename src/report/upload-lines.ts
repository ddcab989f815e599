import type { SentFile, UploadResult } from '../case/events.ts';
import type { Upload } from '../case/fold.ts';
import { timeWords } from '../facts/time.ts';
import { removedLine } from './removals.ts';
import { bold, green, yellow, type Line } from './text.ts';

/** A bundle that is about to be sent. */
export interface UploadPlan {
  readonly path: string;
  readonly id: string;
  readonly bytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly removed: readonly { readonly kind: string; readonly count: number }[];
  /** The whole URL that it will have. */
  readonly url: string;
  readonly sr: string;
  /** The SR number that stands in the bundle, when it is another one. */
  readonly otherSr?: string;
  /** The SR number that was set in the case, when it is another one. */
  readonly caseSr?: string;
  /** It goes to Cisco's own drive. */
  readonly isCisco: boolean;
  /** Host and port of the proxy in between, and for which hosts there is none (as in `NO_PROXY`). */
  readonly proxy?: { readonly host: string; readonly except: string };
}

const MOST_FILES = 50;

/** What will be sent where, before anybody says yes. */
export function planLines(plan: UploadPlan): Line[] {
  const { files, otherSr, caseSr, proxy } = plan;
  return [
    [bold('To send: '), plan.path],
    [
      '  to ',
      plan.url,
      plan.isCisco ? '  (Cisco Customer eXperience Drive)' : '',
      ...(plan.isCisco ? [] : [yellow('  (not the drive of Cisco)')]),
    ],
    ...(proxy === undefined ? [] : [proxyLine(proxy)]),
    `  for SR ${plan.sr}`,
    ...(otherSr === undefined ? [] : [[yellow('  careful: '), `the bundle itself says SR ${otherSr}`] as Line]),
    ...(caseSr === undefined ? [] : [[yellow('  careful: '), `the case on this machine says SR ${caseSr}`] as Line]),
    `  ${plan.bytes} bytes, id ${plan.id}`,
    ...files.slice(0, MOST_FILES).map((file): Line => `  ${file.path}  ${file.bytes} bytes`),
    ...(files.length > MOST_FILES ? [`  and ${files.length - MOST_FILES} more; bundle inspect lists them all`] : []),
    removedLine(plan.removed),
  ];
}

function proxyLine({ host, except }: NonNullable<UploadPlan['proxy']>): Line {
  return `  through the proxy ${host}${except === '' ? '' : `, unless NO_PROXY names the host: ${except}`}`;
}

/** A finished upload as it is told, with what its receiver and its sender need to find it again. */
export interface Delivery extends SentFile {
  readonly result: Exclude<UploadResult, 'failed'>;
  readonly at: string;
  readonly bytes: number;
  readonly confirmed: boolean;
  readonly status?: number;
  readonly says?: string;
}

const RESULT_WORDS: Readonly<Record<Upload['result'], string>> = {
  sent: 'sent',
  unconfirmed: 'sent, but the server does not say that it keeps it',
  'already-there': 'it was there already',
  failed: 'failed',
  started: 'begun; how it ended is not known',
};

/** A refusal to write over something is no word about what that is. */
function resultWords({ result, status = 0 }: Pick<Upload, 'result' | 'status'>): string {
  if (result === 'unconfirmed' && status >= 400)
    return 'a file of this name is there already, and the server does not say whether it is this bundle';
  return RESULT_WORDS[result];
}

/** The receipt. */
export function deliveryLines(delivery: Delivery, zone: string): Line[] {
  const { result, status, confirmed, says = '' } = delivery;
  const head = result === 'unconfirmed' ? yellow('Not confirmed: ') : green(result === 'sent' ? 'Sent: ' : 'Done: ');
  return [
    [head, `${resultWords(delivery)}${status === undefined ? '' : ` (${status})`}, ${timeWords(delivery.at, zone)}`],
    `  ${delivery.to}${delivery.name}`,
    `  SR ${delivery.sr}, ${delivery.bytes} bytes, sha256 ${delivery.sha256}`,
    `  bundle id ${delivery.bundle}`,
    confirmed
      ? '  The server confirms that it has all of it.'
      : '  Not confirmed by the server: it names neither size nor digest of what it keeps.',
    ...(result === 'unconfirmed'
      ? ['  Ask the engineer whether it is there; --again sends it under another name.']
      : []),
    ...(says.trim() === '' ? [] : [`  The server says: ${says.replace(/\s+/g, ' ').trim()}`]),
  ];
}

/** One upload in a line of `case show`. */
export function uploadWords(upload: Upload, zone: string): string {
  const { to, name, sr, status, code, at, bundle, sha256 } = upload;
  const how = [status, code].filter((part) => part !== undefined).join(', ');
  return `upload ${to}${name} for SR ${sr}: ${resultWords(upload)}${how === '' ? '' : ` (${how})`}, ${timeWords(at, zone)}, id ${bundle}, sha256 ${sha256}`;
}

/** `[#####-----]  50 %, 13.1 of 26.2 MB`. */
export function progressWords(sent: number, bytes: number): string {
  const share = bytes === 0 ? 1 : sent / bytes;
  const done = Math.floor(share * 20);
  const megabytes = (count: number): string => (count / 1_000_000).toFixed(1);
  return `[${'#'.repeat(done)}${'-'.repeat(20 - done)}] ${Math.floor(share * 100)} %, ${megabytes(sent)} of ${megabytes(bytes)} MB`;
}
