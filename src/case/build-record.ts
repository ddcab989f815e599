import type { Facts } from '../facts/fact.ts';
import { tellFacts } from '../facts/parse-value.ts';
import { showTime } from '../facts/time.ts';
import { matchSymptoms } from '../match/match.ts';
import { decideOutcome } from '../match/outcome.ts';
import type { Escalation } from '../policy/escalation.ts';
import { withImpact } from '../policy/impact-facts.ts';
import { identityGaps, missingInformation } from '../policy/requirements.ts';
import { findPolicy, severityOf, type SettledSeverity } from '../policy/severity.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { Context } from '../rules/evaluate.ts';
import type { PackIdentity, Rules, Step, Symptom } from '../rules/pack.ts';
import type { Reason } from '../rules/verdict.ts';
import type { AttachedReading } from './fold.ts';
import { recordReadings } from './record-reading.ts';
import {
  pathsByRole,
  type CaseRecord,
  type RecordedEvidence,
  type RecordedSeverity,
  type RecordedStep,
  type RecordedSymptom,
} from './case-record.ts';

/** What a record is built from: an escalation, and the case around it. */
export interface RecordSource {
  /** Id of the case. */
  readonly id: string;
  readonly tool: string;
  readonly packs: readonly PackIdentity[];
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly zone: string;
  readonly escalation: Escalation;
  /** Everything known about the desk. */
  readonly facts: Facts;
  readonly notes: readonly { readonly at: string; readonly text: string }[];
  /** Files that are listed but not copied. */
  readonly evidence: readonly RecordedEvidence[];
  /** What readers got out of the files that belong to it. */
  readonly readings: readonly AttachedReading[];
  readonly parent?: string;
}

/** Says a reason in words; the report folder knows how. */
export type ReasonWords = (reason: Reason) => string;

/** Computes `data/case.json`: severity, what is missing, symptoms, steps, with all times in the zone of the case. Pure. */
export function buildRecord(source: RecordSource, rules: Rules, context: Context, words: ReasonWords): CaseRecord {
  const { escalation, zone } = source;
  const policy = findPolicy(rules, escalation.policy);
  const facts = withImpact(source.facts, escalation);
  const readings = recordReadings(source.readings, zone);
  const {
    policy: policyId,
    stepsTried,
    screenshots: _screenshots,
    attachments: _attachments,
    severity: _severity,
    severityReason,
    firstObservedAt,
    ...rest
  } = escalation;
  return {
    schema: 'deskmedic/case/v1',
    case: source.id,
    createdAt: showTime(source.createdAt, zone),
    tool: source.tool,
    packs: source.packs,
    ...(source.parent === undefined ? {} : { parent: source.parent }),
    severity: recordSeverity(severityOf(policy, escalation, source.facts, context), words, severityReason),
    policy: policyId,
    ...rest,
    ...(firstObservedAt === undefined ? {} : { firstObservedAt: showTime(firstObservedAt, zone) }),
    symptoms: recordSymptoms(rules, source.facts, context, words, escalation.symptom),
    stepsTried: stepsTried.map((step): RecordedStep => {
      const declared = findStep(rules, escalation.symptom, step.step);
      return {
        step: step.step,
        ...(declared === undefined ? {} : { do: declared.do }),
        result: step.result,
        ...(step.at === undefined ? {} : { at: showTime(step.at, zone) }),
        ...(step.by === undefined ? {} : { by: step.by }),
      };
    }),
    missing: missingInformation(policy, escalation, facts, context),
    gaps: identityGaps(policy, escalation),
    facts: tellFacts(facts, catalogueOf(rules)),
    notes: source.notes.map((note) => ({ at: showTime(note.at, zone), text: note.text })),
    evidence: source.evidence,
    ...(readings.length === 0 ? {} : { readings }),
    ...pathsByRole(source.evidence),
  };
}

/** A step by its id in the row, or as `<row>#<id>`. */
function findStep(rules: Rules, symptom: string | undefined, step: string): Step | undefined {
  const [id, row = symptom] = step.split('#').reverse();
  return rules.symptoms.find((known) => known.id === row)?.steps.find((known) => known.id === id);
}

/** What was proposed has reasons; what a person chose instead has the person's own. */
function recordSeverity({ proposed, inForce }: SettledSeverity, words: ReasonWords, reason?: string): RecordedSeverity {
  const chosen = inForce.severity !== proposed.severity;
  return {
    policy: inForce.policy,
    severity: inForce.severity,
    because: chosen ? [] : proposed.because.map(words),
    channel: inForce.channel,
    say: inForce.say,
    proposed: proposed.severity,
    ...(chosen && reason !== undefined ? { reason } : {}),
  };
}

/** The row that a person settled on, and every other row that the facts make *yes*. */
function recordSymptoms(
  rules: Rules,
  facts: Facts,
  context: Context,
  words: ReasonWords,
  chosen?: string,
): RecordedSymptom[] {
  const matches = matchSymptoms(rules, facts, context).filter(
    (match) => match.symptom.id === chosen || match.verdict.truth === 'yes',
  );
  return matches
    .sort((a, b) => Number(b.symptom.id === chosen) - Number(a.symptom.id === chosen))
    .map(({ symptom, verdict }) => ({
      id: symptom.id,
      symptom: symptom.symptom,
      area: symptom.area,
      verdict: verdict.truth,
      ...outcomeOf(symptom, facts, context),
      because: verdict.because.map(words),
    }));
}

function outcomeOf(symptom: Symptom, facts: Facts, context: Context): Pick<RecordedSymptom, 'outcome'> {
  const decision = decideOutcome(symptom, facts, context);
  return decision.kind === 'ask' ? {} : { outcome: decision.outcome.kind };
}
