import type { AttachedReading } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import { readEvidence } from '../evidence/read-evidence.ts';
import { knownFrom, shownValues } from '../evidence/shown-facts.ts';
import type { Catalogue, Facts } from '../facts/fact.ts';
import type { Io } from '../io/io.ts';
import { untilInterrupted } from './spools.ts';

/** What the attachments of an escalation show; images, and what no reader knows, show nothing. */
export async function attachmentReadings(
  paths: readonly string[],
  zone: string,
  io: Pick<Io, 'files' | 'system' | 'interrupted'>,
): Promise<readonly AttachedReading[]> {
  const { basename } = pathsOf(io.system.platform);
  const readings: AttachedReading[] = [];
  for (const path of paths) {
    const name = basename(path);
    readings.push({
      name,
      reading: await readEvidence(name, (reuse = false) => untilInterrupted(io.files.stream(path, { reuse }), io), {
        zone,
      }),
    });
  }
  return readings;
}

/** The facts that these files show. */
export function factsFrom(readings: readonly AttachedReading[], catalogue: Catalogue): Facts {
  const files = readings.map(({ name, reading }) => ({ file: name, reading }));
  return new Map(
    [...shownValues(files, catalogue)].map(
      ([
        id,
        {
          counts: [first],
        },
      ]) => [id, knownFrom(first)],
    ),
  );
}
