import type { FoundId } from '../identifiers.ts';
import type { Sight } from '../reading.ts';

/** A registration for notifications that was refused. */
interface Refusal {
  /** Milliseconds since 1970. */
  readonly at: number | undefined;
  readonly sight: Sight;
  readonly ids: readonly FoundId[];
}

/** Refusals that are remembered: the last ones, since a later success takes earlier ones back. */
const MOST = 1000;

/** Tells a registration that stayed refused from one for which the client had to ask again, as with a token that was old. */
export interface Registrations {
  refused(refusal: Refusal): void;
  /** A registration succeeded, or a web-socket opened. */
  succeeded(at: number | undefined): void;
  /** The refusals behind which no success came. */
  stayed(): readonly Refusal[];
}

/** None yet. */
export function createRegistrations(): Registrations {
  let refusals: Refusal[] = [];
  let last = -Infinity;
  return {
    refused(refusal) {
      if (refusals.length >= MOST) refusals.shift();
      refusals.push(refusal);
    },
    succeeded(at) {
      // What has no time is taken to stand in the file in the order in which it happened.
      refusals = refusals.filter((refusal) => at !== undefined && refusal.at !== undefined && refusal.at > at);
      if (at !== undefined) last = Math.max(last, at);
    },
    stayed: () => refusals.filter(({ at }) => at === undefined || at > last),
  };
}
