import { readCaseFacts, readStepAnswers } from '../case/case-facts.ts';
import { escalationOf, factsWithImpact } from '../case/case-escalation.ts';
import type { CaseView } from '../case/fold.ts';
import { accountFor, matchSymptoms, type Accounting } from '../match/match.ts';
import { decideOutcome, type Decision } from '../match/outcome.ts';
import { missingInformation } from '../policy/requirements.ts';
import { findPolicy, severityOf } from '../policy/severity.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { PackIdentity } from '../rules/pack.ts';
import { formatReason } from './reason-words.ts';
import { bundleLines, type BundleFacts } from './bundle-lines.ts';
import { bold, green, type Line } from './text.ts';

/** `diagnose --json`: a result/v1 with the case, the steps and the bundle. */
export interface DiagnosisResult {
  readonly schema: 'deskmedic/result/v1';
  readonly id: string;
  readonly case: string;
  readonly state: CaseView['state'];
  readonly status: 'matched' | 'unmatched';
  readonly symptoms: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly outcome?: string;
    /** Why it is expected, or what is waited for. */
    readonly say?: string;
    readonly because: readonly string[];
  }[];
  readonly action: string;
  readonly escalation?: { readonly severity: string; readonly policy: string; readonly missing: readonly string[] };
  readonly missingFacts: readonly string[];
  readonly problems: readonly never[];
  readonly rules: Accounting;
  readonly packs: readonly PackIdentity[];
  readonly steps: readonly {
    readonly id: string;
    readonly result: string;
    readonly by?: string;
    readonly at?: string;
  }[];
  readonly bundle: BundleFacts | null;
}

/** A finished case as JSON. Pure. */
export function diagnosisJson(
  view: CaseView,
  bundle: BundleFacts | undefined,
  { rules, context }: LoadedRules,
): DiagnosisResult {
  const found = readCaseFacts(view, rules);
  const escalation = escalationOf(view, rules, context);
  const catalogue = catalogueOf(rules);
  const matches = matchSymptoms(rules, found.facts, context);
  const { symptom } = found;
  const own = matches.find((match) => match.symptom === symptom);
  const decision = symptom === undefined ? undefined : decideOutcome(symptom, found.facts, context, found.declined);
  const outcome = decision?.kind === 'outcome' ? decision.outcome.kind : undefined;
  const policy = findPolicy(rules, view.policy);
  const facts = factsWithImpact(view, found.facts, escalation);
  const escalated = view.state === 'escalated';
  return {
    schema: 'deskmedic/result/v1',
    id: view.id,
    case: view.id,
    state: view.state,
    status: symptom === undefined ? 'unmatched' : 'matched',
    symptoms:
      symptom === undefined || own === undefined
        ? []
        : [
            {
              id: symptom.id,
              // The person has settled on it; what they answered can speak against it, but does not exclude it.
              verdict: own.verdict.truth === 'yes' ? 'yes' : 'unknown',
              ...(outcome === undefined ? {} : { outcome }),
              ...(decision?.kind === 'outcome' && decision.outcome.say !== undefined
                ? { say: decision.outcome.say }
                : {}),
              because: own.verdict.because.map((reason) => formatReason(reason, catalogue)),
            },
          ],
    action: actionOf(view, decision),
    ...(escalated
      ? {
          escalation: {
            severity: severityOf(policy, escalation, found.facts, context).inForce.severity,
            policy: policy.id,
            missing: missingInformation(policy, escalation, facts, context).map((item) => item.field),
          },
        }
      : {}),
    missingFacts: own?.verdict.missing ?? [],
    problems: [],
    rules: accountFor(matches),
    packs: rules.packs,
    steps: escalation.stepsTried.map(({ step, ...rest }) => ({ id: step, ...rest })),
    bundle: bundle ?? null,
  };
}

/**
 * What the case came to; a row that is always escalated can still be solved by one of its steps, and one whose outcome
 * is still open as well.
 */
function actionOf(view: CaseView, decision: Decision | undefined): string {
  if (view.state === 'escalated') return 'escalate';
  const outcome = decision?.kind === 'outcome' ? decision.outcome.kind : undefined;
  const isOpen = decision?.kind === 'ask' || outcome === 'escalate';
  return view.state === 'solved' && isOpen ? 'workaround' : (outcome ?? 'none');
}

/** How a finished case is told to a person. */
export function diagnosisLines(
  view: CaseView,
  endingLines: readonly Line[],
  bundle: BundleFacts | undefined,
  loaded: LoadedRules,
): Line[] {
  const { symptom, tried: before } = readCaseFacts(view, loaded.rules);
  const rows = symptom === undefined ? [] : [...before, symptom];
  const results = rows.flatMap((row) => [...readStepAnswers(view, row).results.values()]);
  const tried = results.filter((result) => result === 'fixed' || result === 'not-fixed').length;
  return [
    '',
    ...endingLines,
    [
      view.state === 'solved' ? green(`Case ${view.id}: solved`) : bold(`Case ${view.id}: ${view.state}`),
      symptom === undefined ? '' : `  ${symptom.id}`,
      tried === 0 ? '' : `, ${tried} ${tried === 1 ? 'step' : 'steps'} tried`,
    ],
    ...(bundle === undefined ? [] : bundleLines(bundle)),
  ];
}
