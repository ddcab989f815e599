import { harParts } from './har-parts.ts';
import { mapOf, type JsonMap } from './shape.ts';
import type { Chunks } from './utf8-bytes.ts';

/** One request with its response, as it stands in a HAR; its fields are read with the functions of `shape.ts`. */
export interface HarEntry {
  /** Its place in `log.entries`, from 0. */
  readonly index: number;
  readonly value: JsonMap;
}

/** The entries of a HAR, one at a time; those that are no objects, and those that {@link harParts} refuses, are left out. */
export async function* harEntries(chunks: Chunks): AsyncGenerator<HarEntry> {
  let index = 0;
  for await (const part of harParts(chunks)) {
    if (part.kind === 'entry') {
      const value = mapOf(part.value);
      if (value !== undefined) yield { index, value };
    }
    if (part.kind === 'entry' || (part.kind === 'refused' && part.what === 'entry')) index++;
  }
}
