import { createHash } from 'node:crypto';
import type { SealedEntry } from '../redact/door.ts';
import { tagFiles, type BagInfo, type PayloadFile } from './bag.ts';
import { nameProblem } from './entry-name.ts';
import { HIGHEST_RATIO } from './zip-limits.ts';
import { writeZip } from './zip-write.ts';

/** A bag that is written file by file. It takes sealed entries, and nothing else. */
export interface BagWriter {
  /** Writes a file under `data/`; resolves with what the manifest will say of it. Throws a TypeError for a name that no caller may give. */
  add(entry: SealedEntry): Promise<PayloadFile>;
  /** Writes the files that describe the bag; resolves with its id, and how many files are under `data/`. */
  end(info: BagInfo): Promise<{ readonly id: string; readonly files: number }>;
}

/** Writes a bag with this top folder as a zip into `sink`. The same entries and the same case give the same bytes. */
export function writeBag(top: string, sink: (bytes: Uint8Array) => Promise<void>): BagWriter {
  const zip = writeZip(sink);
  const payload: PayloadFile[] = [];
  return {
    async add(entry) {
      const path = `data/${entry.name}`;
      const problem = nameProblem(path);
      if (problem !== undefined) throw new TypeError(`"${path}" ${problem}`);
      const hash = createHash('sha256');
      let bytes = 0;
      async function* counted(): AsyncGenerator<Uint8Array> {
        for await (const chunk of entry.content()) {
          hash.update(chunk);
          bytes += chunk.length;
          yield chunk;
        }
      }
      await zip.add(`${top}/${path}`, counted(), isStored(entry));
      const file = { path, bytes, sha256: hash.digest('hex') };
      payload.push(file);
      return file;
    },
    async end(info) {
      const { tags, id } = tagFiles(payload, info);
      for (const { path, bytes } of tags) await zip.add(`${top}/${path}`, only(bytes), false);
      await zip.end();
      return { id, files: payload.length };
    },
  };
}

/**
 * What is compressed already would only cost time. What would shrink to next to nothing is stored too: a reader, ours
 * included, has to take it for a bomb; level 1, by which `shrinksTo` was found, shrinks repetitions a quarter as well.
 */
function isStored({ shrinksTo }: SealedEntry): boolean {
  return shrinksTo > 0.98 || shrinksTo * HIGHEST_RATIO < 5;
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
