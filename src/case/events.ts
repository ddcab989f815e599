import type { Reading } from '../evidence/reading.ts';
import type { PackIdentity } from '../rules/pack.ts';

/** Who gave an answer: a person at a prompt, an answers file, the configuration, or what files of the case show. */
export type AnswerSource = 'person' | 'file' | 'config' | 'evidence';

/** Any JSON value: what an answer, a setting or a recorded fact is kept as. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A bundle on its way to the vendor; no secret is in it. */
export interface SentFile {
  /** Id of the bundle. */
  readonly bundle: string;
  /** SHA-256 of the zip. */
  readonly sha256: string;
  /** The folder on the server, as a URL. */
  readonly to: string;
  /** Name of the file there. */
  readonly name: string;
  /** The service request that it was sent for. */
  readonly sr: string;
}

/** How an upload ended: `unconfirmed` when the server took it without saying that it keeps it, or has something of its name and does not say what. */
export type UploadResult = 'sent' | 'unconfirmed' | 'already-there' | 'failed';

/** How a case stands; `open` until its dialogue has ended. */
export type CaseState = 'open' | 'waiting' | 'solved' | 'escalated' | 'unresolved';

/** What happened in a case. The journal is the only truth; everything else is a fold over these. */
export type CaseEvent =
  | {
      readonly type: 'opened';
      /** Version of the journal's format; a newer one is refused for writing. */
      readonly format: 1;
      readonly tool: string;
      readonly packs: readonly PackIdentity[];
      readonly policy: string;
      /** IANA zone in which times are shown and typed. */
      readonly zone: string;
    }
  /** An answer to the prompt with this id; `value` is the checked and normalised answer. */
  | { readonly type: 'answered'; readonly prompt: string; readonly value: Json; readonly by: AnswerSource }
  /** Takes back the newest answer that still stands. */
  | { readonly type: 'back' }
  /** A field of the escalation, set outside the dialogue (`case set`); by a person where nothing else is said. */
  | { readonly type: 'set'; readonly field: string; readonly value: Json; readonly by?: AnswerSource }
  | { readonly type: 'noted'; readonly text: string }
  /** A file copied into `evidence/`, under `name`. */
  | {
      readonly type: 'attached';
      readonly name: string;
      readonly path: string;
      readonly bytes: number;
      readonly sha256: string;
    }
  /** What a reader got out of the attached file `name`; the newest of a file counts. */
  | { readonly type: 'read'; readonly name: string; readonly reading: Reading }
  | { readonly type: 'bundled'; readonly path: string; readonly bundle: string; readonly sha256: string }
  /** From here on the bundle may lie there, whether or not an answer came. */
  | ({ readonly type: 'upload-started' } & SentFile)
  /** What became of it. `confirmed` when the server named what it keeps; `code` is that of the error when it failed. */
  | ({
      readonly type: 'upload-finished';
      readonly result: UploadResult;
      readonly status?: number;
      readonly confirmed?: boolean;
      readonly code?: string;
    } & SentFile)
  /** The dialogue reached its end; `symptom` is the row it ended on, if any. */
  | { readonly type: 'ended'; readonly state: Exclude<CaseState, 'open'>; readonly symptom?: string };

/** An event as it stands in the journal: `seq` counts from 1, `at` is ISO 8601 in UTC with milliseconds. */
export type JournalEntry = CaseEvent & { readonly seq: number; readonly at: string };
