import { posix, win32 } from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { NotText } from '../evidence/decode-stream.ts';
import { openDoor, type Removal } from '../redact/door.ts';
import { copyOf, notText } from './evidence-input.ts';
import { namesOfMachine } from './machine-names.ts';
import { refuseOwnInput } from './output-path.ts';
import { withSpools } from './spools.ts';
import { sweepFile } from './sweep.ts';

/** What `redact` reports. */
export interface RedactedFile {
  readonly schema: 'deskmedic/redaction/v1';
  readonly input: string;
  readonly output: string;
  readonly removed: readonly Removal[];
}

/**
 * Writes one file without its secrets, by the same rules as a bundle. Throws `cannot-redact` and `image-refused` (exit 6)
 * for what cannot be searched, `exists` when there is something at `output` already; nothing is written then.
 */
export async function redactFile(input: string, output: string, io: Io): Promise<RedactedFile> {
  await refuseOwnInput(output, [input], io);
  const found = await copyOf({ path: input, role: 'attachment', consent: true }, 1, io);
  if ('why' in found) throw refused(input, found.why);
  const folder = (io.system.platform === 'win32' ? win32 : posix).dirname(output);
  try {
    return await withSpools(folder, io, async (entries, whole) => {
      const door = openDoor({ spool: entries, required: [], machine: namesOfMachine(io.system), earlier: [] });
      const sealed = door.seal(await door.take(found.raw));
      for await (const bytes of sealed.content()) await whole.append(bytes);
      await sweepFile(whole.stream(0, whole.size, true), door.secrets(), output);
      await io.files.write(output, whole.stream(0, whole.size, true));
      const removed = door.report().removed.map((removal) => ({ ...removal, where: output }));
      return { schema: 'deskmedic/redaction/v1', input, output, removed };
    });
  } catch (error) {
    throw error instanceof NotText ? refused(input, notText(error).why) : error;
  }
}

function refused(input: string, why: string): UserError {
  return new UserError('cannot-redact', `${input} was not redacted: ${why}; nothing was written.`, {
    exit: EXIT.unreachable,
    where: { file: input },
    hint: 'Save it as UTF-8 text, PNG or JPEG, and try that file.',
  });
}
