import type { Arrival } from '../bundle/send/send-bundle.ts';
import type { SentFile } from '../case/events.ts';
import type { CaseView, Upload } from '../case/fold.ts';
import type { OpenCase } from '../case/open-case.ts';
import { UserError } from '../errors.ts';

/** The newest time that this very bundle arrived at this place for this SR. */
export function sentBefore(view: CaseView | undefined, { bundle, to, sr }: SentFile): Upload | undefined {
  return view?.uploads.findLast(
    (upload) =>
      upload.bundle === bundle &&
      upload.to === to &&
      upload.sr === sr &&
      upload.result !== 'failed' &&
      upload.result !== 'started',
  );
}

/**
 * Sends, and writes into the case that it began and what became of it. An interruption leaves it begun, since nobody knows.
 * A bundle that arrived has arrived, also when the disk takes no receipt: that is `receiptFailure`.
 */
export async function sendJournaled(
  open: OpenCase | undefined,
  file: SentFile,
  send: () => Promise<Arrival>,
): Promise<{ readonly arrival: Arrival; readonly receiptFailure?: unknown }> {
  await open?.append({ type: 'upload-started', ...file });
  const arrival = await sendOrTell(open, file, send);
  try {
    const { result, status, confirmed } = arrival;
    await open?.append({ type: 'upload-finished', ...file, result, status, confirmed });
    return { arrival };
  } catch (receiptFailure) {
    return { arrival, receiptFailure };
  }
}

async function sendOrTell(open: OpenCase | undefined, file: SentFile, send: () => Promise<Arrival>): Promise<Arrival> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof UserError) {
      const failed = { type: 'upload-finished', ...file, result: 'failed', code: error.code } as const;
      // Best effort: why it failed matters more than that it is not written down.
      await open?.append(failed).catch(() => undefined);
    }
    throw error;
  }
}
