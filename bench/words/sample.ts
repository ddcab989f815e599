import { createHash } from 'node:crypto';
import { UserError } from '../../src/errors.ts';
import type { Files } from '../../src/io/io.ts';
import { readWordCases, type WordCase } from './word-case.ts';

/** A file of texts. */
export interface Sample {
  /** As it was named. */
  readonly file: string;
  /** Hex. */
  readonly sha256: string;
  readonly cases: readonly WordCase[];
}

/** Reads files of texts; what is wrong in any of them is thrown together, as an AggregateError of {@link UserError}s. */
export async function readSamples(files: readonly string[], ids: readonly string[], disk: Files): Promise<Sample[]> {
  const samples: Sample[] = [];
  const errors: unknown[] = [];
  for (const file of files) {
    const bytes = await disk.read(file);
    try {
      const cases = readWordCases(file, bytes, ids);
      samples.push({ file, sha256: createHash('sha256').update(bytes).digest('hex'), cases });
    } catch (error) {
      if (!(error instanceof AggregateError)) throw error;
      errors.push(...(error.errors as unknown[]));
    }
  }
  if (errors.length > 0) throw new AggregateError(errors);
  return samples;
}

/** The `.jsonl` files in a folder, by name, each with the folder in front. */
export async function filesIn(folder: string, disk: Files): Promise<string[]> {
  const names = (await disk.facts(folder)) === null ? [] : await disk.names(folder);
  const found = names.filter((name) => name.endsWith('.jsonl')).sort();
  if (found.length > 0) return found.map((name) => `${folder}/${name}`);
  throw new UserError('bench-no-file', `there are no texts in ${folder}/`, { hint: 'name a file; see --help' });
}
