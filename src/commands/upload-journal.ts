import type { Arrival } from '../bundle/send/send-bundle.ts';
import type { UploadCode } from '../bundle/send/upload-error.ts';
import type { CaseEvent, SentFile } from '../case/events.ts';
import type { CaseView, Upload } from '../case/fold.ts';
import { Cancelled, UserError } from '../errors.ts';
import type { Session } from './session.ts';
import { withCase } from './with-case.ts';

/** The newest time that this very bundle arrived at this place for this SR; what may only have been there is not counted. */
export function sentBefore(view: CaseView | undefined, { bundle, to, sr }: SentFile): Upload | undefined {
  return view?.uploads.findLast(
    (upload) => upload.bundle === bundle && upload.to === to && upload.sr === sr && hasArrived(upload),
  );
}

function hasArrived({ result, status = 0, confirmed }: Upload): boolean {
  if (result === 'already-there') return confirmed === true;
  return result === 'sent' || (result === 'unconfirmed' && status < 300);
}

/** Failures after which a part of the file may be at the server. */
const CUT: ReadonlySet<string> = new Set<UploadCode>([
  'connection-lost',
  'stalled',
  'bad-answer',
  'server-error',
  'maybe-partial',
]);

/** Whether an earlier upload under this name may have left a part of it there. */
export function wasCutBefore(view: CaseView | undefined, { to, name }: SentFile): boolean {
  return (view?.uploads ?? []).some(
    (upload) =>
      upload.to === to &&
      upload.name === name &&
      (upload.result === 'started' || (upload.result === 'failed' && CUT.has(upload.code ?? ''))),
  );
}

/**
 * Sends, and writes into the case that it began and what became of it; in between, others may write to the case. An
 * interruption leaves it begun, since nobody knows. A bundle that arrived has arrived, also when no receipt can be written:
 * that is `receiptFailure`.
 */
export async function sendJournaled(
  session: Session,
  caseId: string | undefined,
  file: SentFile,
  send: () => Promise<Arrival>,
): Promise<{ readonly arrival: Arrival; readonly receiptFailure?: unknown }> {
  const note = async (event: CaseEvent): Promise<void> => {
    if (caseId !== undefined) await whenFree(session, () => withCase(session, caseId, (open) => open.append(event)));
  };
  await note({ type: 'upload-started', ...file });
  const arrival = await sendOrTell(note, file, send);
  try {
    const { result, status, confirmed } = arrival;
    await note({ type: 'upload-finished', ...file, result, status, confirmed });
    return { arrival };
  } catch (receiptFailure) {
    return { arrival, receiptFailure };
  }
}

async function sendOrTell(
  note: (event: CaseEvent) => Promise<void>,
  file: SentFile,
  send: () => Promise<Arrival>,
): Promise<Arrival> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof Cancelled)) {
      const code = error instanceof UserError ? error.code : 'unexpected';
      // Best effort: why it failed matters more than that it is not written down.
      await note({ type: 'upload-finished', ...file, result: 'failed', code }).catch(() => undefined);
    }
    throw error;
  }
}

/** How often a case is asked for that another process has open for the moment, and how long is waited in between. */
const ASKED = 20;
const WAIT = 250;

/** Another process has a case for moments when it writes a note: one that waits a little gets it too. */
async function whenFree(session: Session, work: () => Promise<unknown>): Promise<void> {
  for (let left = ASKED; ; left -= 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (left === 0 || !(error instanceof UserError) || error.code !== 'case-locked') throw error;
    }
    await session.io.network.pause(WAIT);
  }
}
