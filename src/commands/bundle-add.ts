import { newEvidence, supplementOf } from '../bundle/add-supplement.ts';
import { createBundle } from '../bundle/create.ts';
import { readBundleRecord } from '../bundle/read-record.ts';
import { requireFiles } from '../dialogue/attach-files.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { showTime } from '../facts/time.ts';
import { bundleLines } from '../report/bundle-lines.ts';
import { VERSION } from '../version.ts';
import { makingTime } from './bundle-create.ts';
import type { Session } from './session.ts';

/** The options of `bundle add`. */
export interface BundleAddOptions {
  readonly output: string;
  readonly withScreenshots?: true;
  readonly json?: true;
}

/** `bundle add`: new evidence in a bundle of its own, which names the one that it adds to. */
export function bundleAdd(
  path: string,
  files: readonly string[],
  options: BundleAddOptions,
): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    session.io.system.keepMemoryLow();
    await requireFiles(files, session.io);
    const parent = await session.progress('Verifying the bundle', () => readBundleRecord(path, session.io));
    const copyScreenshots = options.withScreenshots === true;
    const input = supplementOf(parent, await newEvidence(files, { copyScreenshots }, session.io), {
      output: options.output,
      tool: `deskmedic ${VERSION}`,
      createdAt: showTime(makingTime(session), parent.record.createdAt.zone),
      copyScreenshots,
    });
    const bundle = await session.progress('Writing the supplement', () =>
      createBundle(input, session.io, session.placeholders),
    );
    if (options.json === true) await session.printJson(bundle);
    else await session.print([...bundleLines(bundle), `  It adds to the bundle ${parent.id}: send both.`]);
    return EXIT.ok;
  };
}
