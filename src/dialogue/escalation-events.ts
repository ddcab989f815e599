import type { CaseEvent, Json } from '../case/events.ts';
import { pathsOf } from '../case/home.ts';
import { PROMPT } from '../case/prompts.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import { requireFiles } from './attach-files.ts';
import { parseTime } from './parse-time.ts';
import { findScreenshotsAt } from './screenshots.ts';

/** The fields of `deskmedic/escalation/v1` as a file holds them: any may be missing. */
export type EscalationInput = { readonly [field: string]: Json };

/** Fields that say what the case is, not what goes to the vendor about it. */
const NOT_SET: ReadonlySet<string> = new Set(['schema', 'area', 'symptom', 'screenshots', 'attachments', 'policy']);

/** Steps as a file holds them. */
type StepsTried = readonly { readonly [key: string]: Json; readonly at?: string }[];

/**
 * An escalation's fields as events of a case: one `set` each, so that what is known is not asked. Paths are relative
 * to `folder`. Throws `bad-answer` for a time that is none and for a screenshot that is no image, `cannot-read` for one
 * that is not there or may not be read.
 */
export async function escalationEvents(
  fields: EscalationInput,
  folder: string,
  zone: string,
  io: Pick<Io, 'files' | 'system' | 'clock'>,
  by: 'person' | 'file',
): Promise<CaseEvent[]> {
  const events: CaseEvent[] = [];
  for (const [field, value] of Object.entries(fields)) {
    if (NOT_SET.has(field)) continue;
    for (const [path, leaf] of leavesOf(field, value)) {
      events.push({
        type: 'set',
        field: path,
        value: inUtc(path, leaf, zone, io),
        by,
      });
    }
  }
  const screenshots = fields['screenshots'] as readonly string[] | undefined;
  if (screenshots !== undefined && screenshots.length > 0) {
    events.push({
      type: 'answered',
      prompt: PROMPT.screenshots,
      value: await lookUp(screenshots, folder, io),
      by: 'file',
    });
    events.push({ type: 'answered', prompt: PROMPT.copyScreenshots, value: false, by: 'file' });
  }
  return events;
}

/** `contact: {name: …}` as `contact.name`. */
function leavesOf(field: string, value: Json): (readonly [string, Json])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[field, value]];
  return Object.entries(value as Record<string, Json>).map(([key, leaf]) => [`${field}.${key}`, leaf] as const);
}

/** A field with its times, which may be written in the zone of the case, in UTC. */
function inUtc(path: string, value: Json, zone: string, io: Pick<Io, 'clock'>): Json {
  const toUtc = (text: string, field: string): string => {
    const parsed = parseTime(text, { now: io.clock.now(), zone });
    if (parsed.ok) return parsed.utc;
    throw new UserError('bad-answer', `${field}: ${parsed.reason}`, { hint: 'write 2026-11-20T08:41:00-05:00' });
  };
  if (path === 'firstObservedAt' && typeof value === 'string') return toUtc(value, path);
  if (path !== 'stepsTried') return value;
  return (value as StepsTried).map((step, at) =>
    step.at === undefined ? step : { ...step, at: toUtc(step.at, `stepsTried.${at}.at`) },
  );
}

async function lookUp(paths: readonly string[], folder: string, io: Pick<Io, 'files' | 'system'>): Promise<Json> {
  const { resolve } = pathsOf(io.system.platform);
  const named = paths.map((path) => resolve(io.system.cwd, folder, path));
  await requireFiles(named, io);
  const { found, problems } = await findScreenshotsAt(named, io);
  const [first] = problems;
  if (first !== undefined)
    throw new UserError('bad-answer', `the screenshot ${first.path}: ${first.reason}`, { hint: first.hint });
  return found.map(({ path, bytes, sha256, type }) => ({ path, bytes, sha256, type }));
}
