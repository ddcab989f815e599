import type { ToldFact } from '../facts/parse-value.ts';
import type { ShownTime } from '../facts/time.ts';
import type { Contact, Identity, Impact } from '../policy/escalation.ts';
import type { StepResult } from '../rules/step-result.ts';
import type { RecordedReading } from './record-reading.ts';
import type { OutcomeKind, PackIdentity } from '../rules/pack.ts';

/** The severity of a case, how it came about, and the way to reach the vendor that follows from it. */
export interface RecordedSeverity {
  readonly policy: string;
  readonly severity: string;
  readonly because: readonly string[];
  /** Id of the policy's channel, as `phone`. */
  readonly channel: string;
  /** What to do, in one sentence: "Call …". */
  readonly say: string;
  /** What the policy proposed; differs from `severity` when a person chose another one. */
  readonly proposed: string;
  /** Why a person chose another severity than the proposed one. */
  readonly reason?: string;
}

/** A row that was matched or is still possible. */
export interface RecordedSymptom {
  readonly id: string;
  readonly symptom: string;
  readonly area: string;
  readonly verdict: 'yes' | 'no' | 'unknown';
  readonly outcome?: OutcomeKind;
  readonly because: readonly string[];
}

/** A step that was tried or withheld; `do` is the step's own sentence. */
export interface RecordedStep {
  readonly step: string;
  readonly do?: string;
  readonly result: StepResult;
  readonly at?: ShownTime;
  readonly by?: 'person' | 'file';
}

/** A field that stands empty, with the words for it. */
export interface Gap {
  readonly field: string;
  readonly label: string;
}

/** A file that belongs to the case. */
export interface RecordedEvidence {
  /** `data/evidence/…` when `copied`, else where the file lay. */
  readonly path: string;
  /** The file's own name. */
  readonly name?: string;
  readonly role: 'screenshot' | 'attachment';
  /** Of the copy when `copied`, else of the file. */
  readonly bytes: number;
  /** As `bytes`; lower-case hex. */
  readonly sha256: string;
  readonly media: string;
  readonly copied: boolean;
  /** Why it was not copied. */
  readonly why?: string;
}

/**
 * `data/case.json`: everything the vendor is told about a case, complete or with its gaps named.
 * The fields of an escalation under their own names, with the case around them.
 */
export interface CaseRecord {
  readonly schema: 'deskmedic/case/v1';
  /** Id of the case. */
  readonly case: string;
  readonly createdAt: ShownTime;
  /** Name and version of the program, as `deskmedic 1.2.3`. */
  readonly tool: string;
  readonly packs: readonly PackIdentity[];
  /** Id of the bundle that this one adds to. */
  readonly parent?: string;
  readonly severity: RecordedSeverity;
  /** Id of the policy in force. */
  readonly policy: string;
  readonly area: string;
  /** Id of the row that the case ended on. */
  readonly symptom?: string;
  readonly summary: string;
  readonly username?: string;
  readonly agentUsername?: string;
  readonly firstObservedAt?: ShownTime;
  readonly agentsAffected?: number;
  readonly seats?: number;
  readonly site?: string;
  readonly errorText?: string;
  readonly monitoring?: { readonly numberCalled?: string; readonly callSessionId?: string };
  readonly impact?: Impact;
  readonly contact?: Contact;
  readonly identity?: Identity;
  readonly symptoms: readonly RecordedSymptom[];
  readonly stepsTried: readonly RecordedStep[];
  /** What the policy requires for the area and nobody gave. */
  readonly missing: readonly Gap[];
  /** Who the case belongs to at the vendor, as far as that is not known yet; a partner fills it. */
  readonly gaps: readonly Gap[];
  readonly facts: readonly ToldFact[];
  readonly notes: readonly { readonly at: ShownTime; readonly text: string }[];
  readonly evidence: readonly RecordedEvidence[];
  /** What readers got out of the files; absent where none was read. */
  readonly readings?: readonly RecordedReading[];
  /** Paths in `evidence` of the screenshots, as an escalation names them. */
  readonly screenshots: readonly string[];
  /** Paths in `evidence` of everything else. */
  readonly attachments: readonly string[];
}

/** `screenshots` and `attachments` of a record, by the role that each file of its evidence has. */
export function pathsByRole(evidence: readonly RecordedEvidence[]): Pick<CaseRecord, 'screenshots' | 'attachments'> {
  const paths = (role: RecordedEvidence['role']): string[] =>
    evidence.filter((file) => file.role === role).map((file) => file.path);
  return { screenshots: paths('screenshot'), attachments: paths('attachment') };
}
