import type { ReadingCollector } from '../collect-reading.ts';
import { utcOf } from '../times/moment-reader.ts';
import type { Outage } from './offline.ts';
import { overlaps, type Silence } from './socket-silence.ts';

/** Moments at which something was seen last; undefined when it never was. */
export interface LastSeen {
  /** The client's web-socket was open or brought a message. */
  readonly socket: number | undefined;
  /** The agent signed in to the station. */
  readonly login: number | undefined;
}

/**
 * Gives the gaps and what they show. A silence of the web-socket during an outage is the same gap, and counts for the
 * time without the web-socket alone.
 */
export function reportGaps(
  collector: ReadingCollector,
  outages: readonly Outage[],
  silences: readonly Silence[],
  last: LastSeen,
): void {
  const alone = silences.filter((silence) => !outages.some((outage) => overlaps(outage, silence)));
  const gaps = [
    ...outages.map(({ from, to, line }) => ({ from, to, line, cause: 'network' as const })),
    ...alone.map(({ isOnline, ...gap }) => ({
      ...gap,
      cause: isOnline ? ('keepalive' as const) : ('unknown' as const),
    })),
  ].sort((a, b) => a.from - b.from);
  for (const { from, to, line, cause } of gaps)
    collector.gap({
      from: utcOf(from),
      ...(to === undefined ? {} : { to: utcOf(to), milliseconds: to - from }),
      cause,
      line,
    });

  const outage = longest(outages);
  if (outage !== undefined) {
    const sight = { line: outage.line, at: utcOf(outage.from) };
    collector.shown('network.outage', outage.to - outage.from, sight);
    const wentOn = last.socket !== undefined && last.socket >= outage.to;
    if (wentOn && (last.login === undefined || last.login < outage.from))
      collector.shown('network.reconnected', true, sight);
  }
  const silence = longest([...silences, ...outages]);
  if (silence !== undefined)
    collector.shown('socket.gap', silence.to - silence.from, { line: silence.line, at: utcOf(silence.from) });
}

/** The longest of those that ended. */
function longest(
  gaps: readonly { readonly from: number; readonly to: number | undefined; readonly line: number }[],
): { readonly from: number; readonly to: number; readonly line: number } | undefined {
  let best: { from: number; to: number; line: number } | undefined;
  for (const { from, to, line } of gaps)
    if (to !== undefined && to > from && (best === undefined || to - from > best.to - best.from))
      best = { from, to, line };
  return best;
}
