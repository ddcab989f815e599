import type { CaseRecord, RecordedEvidence } from '../../case/case-record.ts';
import { caseLines, shownTime } from '../case-lines.ts';
import { seenWords } from '../seen-words.ts';
import { RESULT_WORDS } from '../step-words.ts';
import { caseTimeline } from './case-timeline.ts';
import { factSourceWords } from './fact-source-words.ts';
import { glanceOf } from './glance.ts';
import { glyphOf } from './glyphs.ts';
import { logLanes } from './log-lanes.ts';
import { linkTo, type Thumbnail } from './previews.ts';
import { qualityViews } from './quality-view.ts';
import { byteWords, elapsedWords } from './quantities.ts';
import { readingViews } from './reading-view.ts';
import { shownMoment } from './shown-moment.ts';
import { momentOf, type TimelineEvent } from './timeline-event.ts';
import { timelinePicture } from './timeline-picture.ts';

/** How many secrets of a kind were removed from a file, as `data/redaction.json` counts them. */
export interface RemovedSecrets {
  readonly kind: string;
  readonly count: number;
  /** Path in the bag. */
  readonly where: string;
}

/** What the page shows beside the record. All of it has been through the door. */
export interface PageExtras {
  /** By path in the bag; of screenshots that were copied with consent. Absent when none were made. */
  readonly thumbnails?: ReadonlyMap<string, Thumbnail>;
  /** Absent when it is not known what was removed, which is not the same as nothing. */
  readonly removed?: readonly RemovedSecrets[];
  /** The exported journal, one value a line. */
  readonly journal?: readonly unknown[];
}

const VERDICTS: Readonly<Record<string, string>> = { yes: 'matches', no: 'does not match', unknown: 'possible' };

/** Everything that the template prints but the previews, in words, not escaped yet. */
export function pageView(record: CaseRecord, extras: PageExtras): object {
  const { severity } = record;
  const { zone } = record.createdAt;
  const { readings = [] } = record;
  const events = caseTimeline(record, extras.journal);
  const [copied, listed] = [true, false].map((wanted) => record.evidence.filter(({ copied: is }) => is === wanted));
  return {
    record,
    zone,
    overruled: severity.severity !== severity.proposed,
    isUrgent: severity.channel === 'phone',
    glance: glanceOf(record),
    lines: caseLines(record),
    symptoms: record.symptoms.map((row) => ({ ...row, verdict: wordsFor(VERDICTS, row.verdict) })),
    steps: record.stepsTried.map((step) => ({
      what: step.do ?? step.step,
      id: step.step,
      result: wordsFor(RESULT_WORDS, step.result),
      glyph: glyphOf({ kind: 'step', result: step.result }),
      at: step.at && shownMoment(step.at, zone),
      isFromFile: step.by === 'file',
    })),
    picture: timelinePicture(events, zone, logLanes(readings, zone, events)),
    timeline: timelineRows(events, zone),
    readings: readingViews(readings, zone),
    quality: qualityViews(readings, zone),
    copied: copied!.map(fileView),
    listed: listed!.map(fileView),
    facts: record.facts.map((fact) => ({ ...fact, from: factSourceWords(fact.by), ...seenIn(fact) })),
    removed: extras.removed,
    removedTotal: extras.removed?.reduce((sum, { count }) => sum + count, 0),
    packs: record.packs.map(({ name, version }) => `${name} ${version}`).join(', '),
    createdAt: shownTime(record.createdAt),
  };
}

function timelineRows(events: readonly TimelineEvent[], zone: string): readonly object[] {
  return events.map((event, index) => {
    const { at, what, result } = event;
    const before = index === 0 ? undefined : momentOf(events[index - 1]!);
    const moment = momentOf(event);
    const pause = before === undefined || moment === undefined ? 0 : moment - before;
    return {
      what,
      result: result && wordsFor(RESULT_WORDS, result),
      glyph: glyphOf(event),
      at: at && shownMoment(at, zone),
      ...(pause >= 1000 ? { later: `${elapsedWords(pause)} later` } : {}),
    };
  });
}

/** Where a file shows it, in words. */
function seenIn({ file, line, at }: CaseRecord['facts'][number]): { seen?: string } {
  if (file === undefined) return {};
  return { seen: seenWords({ file, ...(line === undefined ? {} : { line }), ...(at === undefined ? {} : { at }) }) };
}

function fileView(file: RecordedEvidence): object {
  return { ...file, link: linkTo(file), size: byteWords(file.bytes) };
}

/** The words for a value; the value itself where a foreign bundle has one that we do not know. */
function wordsFor(words: Readonly<Record<string, string>>, value: string): string {
  return Object.hasOwn(words, value) ? words[value]! : value;
}
