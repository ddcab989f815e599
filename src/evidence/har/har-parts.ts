import { cutHar, type Ending, type Slice } from './cut-har.ts';
import { utf8Bytes, type Chunks } from './utf8-bytes.ts';

/** What a HAR is made of, in the order in which it stands there. Nothing is known of the values. */
export type HarPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'page' | 'entry'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly what: Slice['what']; readonly why: 'too-large' | 'no-json' }
  | { readonly kind: 'end'; readonly ending: Ending };

/**
 * The parts of a HAR of any size, one at a time; the last one says how it ended. Never throws for what stands in it:
 * of a HAR that was cut off, what is whole is given, and what is no JSON is given as refused. Strings of more than 8 MiB
 * are cut out of a part (see `cutLength`), and parts of more than 64 MiB without those are refused.
 */
export async function* harParts(chunks: Chunks): AsyncGenerator<HarPart> {
  const cutter = cutHar();
  for await (const bytes of utf8Bytes(chunks)) {
    for (const slice of cutter.push(bytes)) yield partOf(slice);
  }
  yield { kind: 'end', ending: cutter.ending() };
}

function partOf({ what, name, json }: Slice): HarPart {
  if (json === undefined) return { kind: 'refused', what, why: 'too-large' };
  try {
    const value: unknown = JSON.parse(json);
    return what === 'field' ? { kind: what, name, value } : { kind: what, value };
  } catch {
    return { kind: 'refused', what, why: 'no-json' };
  }
}
