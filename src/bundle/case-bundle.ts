import { buildRecord } from '../case/build-record.ts';
import { escalationOf, factsWithImpact, screenshotsOf, type Screenshot } from '../case/case-escalation.ts';
import { readCaseFacts } from '../case/case-facts.ts';
import type { JournalEntry } from '../case/events.ts';
import { answerTo, isToldInBundle, type CaseView } from '../case/fold.ts';
import { pathsOf } from '../case/home.ts';
import { copyPrompt, PROMPT } from '../case/prompts.ts';
import type { System } from '../io/io.ts';
import { formatReason } from '../report/reason-words.ts';
import { resultsOf } from '../report/results.ts';
import { catalogueOf } from '../rules/catalogue.ts';
import type { LoadedRules } from '../rules/load-rules.ts';
import { VERSION } from '../version.ts';
import type { BundleInput } from './create.ts';
import { listScreenshot } from './escalation-bundle.ts';
import type { EvidenceInput } from './evidence-input.ts';

/** What else is decided when a case becomes a bundle. */
export interface CaseBundleOptions {
  readonly output: string;
  /** Folder of the case's own evidence. */
  readonly evidenceFolder: string;
  /** Overrides what the person said at the prompt. */
  readonly copyScreenshots?: boolean;
}

/**
 * A case as the input of a bundle. It depends on the case alone, not on when or where the bundle is made: the same case
 * gives the same bytes.
 */
export function caseBundle(
  view: CaseView,
  entries: readonly JournalEntry[],
  loaded: LoadedRules,
  system: System,
  options: CaseBundleOptions,
): BundleInput {
  const { rules, context } = loaded;
  const { join } = pathsOf(system.platform);
  const found = readCaseFacts(view, rules);
  const escalation = escalationOf(view, rules, context);
  const catalogue = catalogueOf(rules);
  const screenshots = screenshotsOf(view);
  const isCopied = ({ path }: Screenshot): boolean => options.copyScreenshots ?? mayCopy(view, path);
  const listed = screenshots.filter((image) => !isCopied(image)).map((image) => listScreenshot(image, system.platform));
  const record = buildRecord(
    {
      id: view.id,
      // What judged the case for this bundle; what it was opened with stands in the journal.
      tool: `deskmedic ${VERSION}`,
      packs: rules.packs,
      createdAt: view.changedAt,
      zone: view.zone,
      escalation,
      facts: factsWithImpact(view, found.facts, escalation),
      notes: view.notes,
      evidence: listed,
      readings: view.readings,
    },
    rules,
    context,
    (reason) => formatReason(reason, catalogue),
  );
  const evidence: EvidenceInput[] = [
    ...screenshots
      .filter(isCopied)
      .map((image): EvidenceInput => ({ path: image.path, role: 'screenshot', consent: true })),
    ...view.attachments.map((file): EvidenceInput => ({
      path: join(options.evidenceFolder, file.name),
      role: 'attachment',
      consent: false,
      name: file.name,
    })),
  ];
  return {
    record,
    journal: entries.filter(isToldInBundle).map(toldOf),
    results: resultsOf(rules, found.facts, context),
    evidence,
    output: options.output,
  };
}

/** An entry as the bundle tells it: by size and hash of a file as it was, a short secret in it could be guessed. */
function toldOf(entry: JournalEntry): unknown {
  if (entry.type !== 'attached') return entry;
  const { bytes: _bytes, sha256: _sha256, ...told } = entry;
  return told;
}

/** Whether a person agreed to copying this screenshot: it alone, or all there are. */
function mayCopy(view: CaseView, path: string): boolean {
  return (answerTo(view, copyPrompt(path)) ?? answerTo(view, PROMPT.copyScreenshots)) === true;
}
