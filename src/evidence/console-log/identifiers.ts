import type { ReadingCollector } from '../collect-reading.ts';
import type { IdentifierKind } from '../reading.ts';

/** An identifier as a line has it. */
interface FoundIdentifier {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** Nothing stands behind it: the text may be cut off within it. */
  readonly last: boolean;
}

/** By the word before `id`, in lower case. */
const KINDS: Readonly<Record<string, IdentifierKind>> = {
  tracking: 'tracking',
  interaction: 'interaction',
  correlation: 'correlation',
  org: 'org',
  organization: 'org',
  call: 'call',
};

/** `trackingId:X`, `"orgId":"X"`, `\"orgId\":\"X\"`, `orgId=X`, `TrackingID: X`. */
const IDENTIFIER =
  /\b(tracking|interaction|correlation|org(?:anization)?|call)[ _-]?id\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?([\w.:@+/=-]{4,128})(?![\w.:@+/=-])/gi;
/** As the services form them: a UUID, with words before it and a number behind it. */
const UUID = /^(?:[a-z][a-z\d]{0,20}_){0,3}[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:_\d{1,6})?$/i;
/** Of a call, also letters and digits together: digits alone can be somebody's number, the rest anything else. */
const CALL = /^(?=.{0,63}\d)(?=.{0,63}[a-z])(?!eyJ)[a-z\d]{1,40}(?:[_-][a-z\d]{1,40}){0,7}$/i;

/** Of one line and of one entry, so many are looked at. */
const MOST = 20;

/** Gathers the identifiers of a log's entries; those of an entry in which something was found stand beside it. */
export interface EntryIdentifiers {
  /** @param starts whether a new entry starts with this line */
  line(text: string, starts: boolean): void;
  /** Something was found in the entry of the last line. */
  isFinding(): void;
  end(): void;
}

/** Gives the identifiers to `found`, an entry at a time. */
export function gatherIdentifiers(found: ReadingCollector): EntryIdentifiers {
  let entry: FoundIdentifier[] = [];
  let finding = false;

  function flush(): void {
    for (const { kind, value } of entry) found.id(kind, value, finding);
    entry = [];
  }

  return {
    line(text, starts) {
      if (starts) {
        flush();
        finding = false;
      }
      if (entry.length < MOST) entry.push(...identifiersIn(text));
    },
    isFinding() {
      finding = true;
    },
    end() {
      // A file may end in the middle of a line: half an identifier leads to nothing.
      entry = entry.filter(({ value, last }, index) => !last || index < entry.length - 1 || UUID.test(value));
      flush();
    },
  };
}

function identifiersIn(text: string): readonly FoundIdentifier[] {
  const identifiers: FoundIdentifier[] = [];
  for (const { 0: whole, 1: word = '', 2: value = '', index } of text.matchAll(IDENTIFIER)) {
    const kind = KINDS[word.toLowerCase()];
    if (kind === undefined || !(UUID.test(value) || (kind === 'call' && CALL.test(value)))) continue;
    identifiers.push({ kind, value, last: index + whole.length === text.length });
    if (identifiers.length >= MOST) break;
  }
  return identifiers;
}
