import { UserError } from '../errors.ts';
import { escapeText } from '../report/escape.ts';
import type { BagInfoValues } from './bag-info.ts';
import { readBundleFile, type OpenBundle } from './open-bundle.ts';
import { parseDocument } from './parse-document.ts';

/** A record that is larger is not read to see what it says of a parent; `bag-info.txt` says it too. */
const RECORD_LIMIT = 4 * 1024 * 1024;
const ID = /^[0-9a-f]{64}$/;

/** The bundle that a bundle adds to, by its id. */
export interface Parent {
  readonly id: string | null;
  readonly problems: readonly string[];
}

/**
 * What a bundle says it adds to. It stands in `bag-info.txt` for tools that know bags, and in `data/case.json` for people;
 * where both speak, they have to say the same. Bundles of before had it in the record alone.
 */
export async function readParent(bundle: OpenBundle, info: BagInfoValues): Promise<Parent> {
  const named = info.get('parent-bundle-id') ?? [];
  const strange = named.filter((id) => !ID.test(id));
  if (strange.length > 0 || named.length > 1) {
    const shown = named.map(escapeText).join(', ');
    return { id: null, problems: [`bag-info.txt: Parent-Bundle-Id has to be one SHA-256, and is ${shown}`] };
  }
  const [tagged] = named;
  const recorded = await recordedParent(bundle);
  if (tagged === undefined) return { id: recorded ?? null, problems: [] };
  if (recorded === undefined || recorded === tagged) return { id: tagged, problems: [] };
  const other = recorded === null ? 'no parent' : recorded;
  return { id: tagged, problems: [`bag-info.txt names the parent ${tagged}, data/case.json ${other}`] };
}

/** `null`: the record names none. `undefined`: there is no record that can be read. */
async function recordedParent(bundle: OpenBundle): Promise<string | null | undefined> {
  const size = bundle.files.get('data/case.json')?.bytes;
  if (size === undefined || size > RECORD_LIMIT) return undefined;
  try {
    const record = parseDocument(await readBundleFile(bundle, 'data/case.json', RECORD_LIMIT));
    if (typeof record !== 'object' || record === null || !('schema' in record)) return undefined;
    const parent = 'parent' in record ? record.parent : null;
    return typeof parent === 'string' && ID.test(parent) ? parent : null;
  } catch (error) {
    // A damaged archive is told of where its files are hashed.
    if (error instanceof SyntaxError || error instanceof UserError) return undefined;
    throw error;
  }
}
