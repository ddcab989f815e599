import { createHash } from 'node:crypto';
import { buildRecord } from '../case/build-record.ts';
import type { Screenshot } from '../case/case-escalation.ts';
import type { AttachedReading } from '../case/fold.ts';
import type { RecordedEvidence } from '../case/case-record.ts';
import { CASE_ID_RANDOM_BYTES, makeCaseId } from '../case/id.ts';
import { pathsOf } from '../case/home.ts';
import type { Facts } from '../facts/fact.ts';
import type { System } from '../io/io.ts';
import { impliedFacts } from '../match/implied-facts.ts';
import type { Escalation } from '../policy/escalation.ts';
import { impactFacts } from '../policy/impact-facts.ts';
import { formatReason } from '../report/reason-words.ts';
import { resultsOf } from '../report/results.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import type { BundleInput } from './create.ts';
import type { EvidenceInput } from './evidence-input.ts';

/** What an escalation that no case stands behind needs beside itself. */
export interface EscalationBundleOptions {
  readonly output: string;
  readonly tool: string;
  /** Milliseconds since 1970: when the bundle is made. */
  readonly now: number;
  readonly zone: string;
  readonly copyScreenshots: boolean;
  /** The screenshots that the escalation names, as they were found. */
  readonly screenshots: readonly Screenshot[];
  /** What the attachments that it names show. */
  readonly readings?: readonly AttachedReading[];
  /** What is known beside what the escalation says. */
  readonly facts?: Facts;
}

/** An escalation that a person or another system wrote, as the input of a bundle. The same file at the same time gives the same bytes. */
export function escalationBundle(
  escalation: Escalation,
  loaded: LoadedRules,
  system: System,
  options: EscalationBundleOptions,
): BundleInput {
  const { rules, context } = loaded;
  const catalogue = catalogueOf(rules);
  const symptom = rules.symptoms.find((row) => row.id === escalation.symptom);
  const facts: Facts = new Map([
    ...(symptom === undefined ? [] : impliedFacts(symptom)),
    ...(options.facts ?? []),
    ...impactFacts(escalation, () => 'file'),
  ]);
  const images = options.screenshots.map((image) => listScreenshot(image, system.platform));
  const record = buildRecord(
    {
      id: idFor(escalation, options.now),
      tool: options.tool,
      packs: rules.packs,
      createdAt: new Date(options.now).toISOString(),
      zone: options.zone,
      escalation,
      facts,
      notes: [],
      evidence: options.copyScreenshots ? [] : images,
      readings: options.readings ?? [],
    },
    rules,
    context,
    (reason) => formatReason(reason, catalogue),
  );
  const copies = options.copyScreenshots ? options.screenshots : [];
  const evidence: EvidenceInput[] = [
    ...copies.map((image): EvidenceInput => ({ path: image.path, role: 'screenshot', consent: true })),
    ...escalation.attachments.map((path): EvidenceInput => ({ path, role: 'attachment', consent: false })),
  ];
  return { record, journal: [], results: resultsOf(rules, facts, context), evidence, output: options.output };
}

/** A screenshot that is listed, not copied: nobody agreed to it. */
export function listScreenshot(image: Screenshot, platform: NodeJS.Platform): RecordedEvidence {
  return {
    path: image.path,
    name: pathsOf(platform).basename(image.path),
    role: 'screenshot',
    bytes: image.bytes,
    sha256: image.sha256,
    media: `image/${image.type}`,
    copied: false,
    why: 'nobody agreed to copying it',
  };
}

/** An id of the form that cases have, drawn from what the escalation says. */
function idFor(escalation: Escalation, now: number): string {
  const digest = createHash('sha256').update(JSON.stringify(escalation)).digest('hex');
  return makeCaseId(now, digest.slice(0, 2 * CASE_ID_RANDOM_BYTES));
}
