import type { SendingEars } from '../bundle/send/send-bundle.ts';
import { escapeText } from '../report/escape.ts';
import { progressWords } from '../report/upload-lines.ts';
import type { Session } from './session.ts';

/** Milliseconds between two lines where there is no cursor. */
const BETWEEN_LINES = 10_000;

/** Runs an upload beside a bar, or with a line now and then where there is no terminal with a cursor. */
export function showUploadProgress<T>(
  session: Session,
  bytes: number,
  work: (ears: SendingEars) => Promise<T>,
): Promise<T> {
  const { clock } = session.io;
  const words = (sent: number): string => `Sending ${progressWords(sent, bytes)}`;
  return session.progress(words(0), (tell) => {
    let [shown, saidAt] = [words(0), clock.now()];
    const onProgress = (sent: number): void => {
      const next = words(sent);
      if (next === shown) return;
      if (tell !== undefined) tell(next);
      else if (clock.now() - saidAt >= BETWEEN_LINES) {
        saidAt = clock.now();
        void session.say([next]).catch(() => {}); // whoever cannot be told is told at the end
      }
      shown = next;
    };
    const onRetry: SendingEars['onRetry'] = ({ message }, pause) => {
      const next = `${message}; trying again in ${Math.ceil(pause / 1000)} s`;
      // A server's own words may be among it.
      tell?.(escapeText(next).slice(0, 200));
      return session.say([next]);
    };
    return work({ onProgress, onRetry });
  });
}
