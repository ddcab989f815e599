import type { Screenshot } from '../case/case-escalation.ts';
import { pathsOf } from '../case/home.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import type { Escalation } from '../policy/escalation.ts';
import { escalationSchema } from '../policy/escalation-schema.ts';
import { hintFor } from '../rules/did-you-mean.ts';
import type { Rules } from '../rules/pack.ts';
import { readDocument } from '../rules/read-document.ts';
import { requireFiles } from './attach-files.ts';
import { parseTime } from './parse-time.ts';
import { findScreenshotsAt } from './screenshots.ts';

/** An escalation from a file, with its paths made absolute, its time in UTC, and its screenshots looked up. */
export interface ReadEscalation {
  readonly escalation: Escalation;
  readonly screenshots: readonly Screenshot[];
  /** Where its times are told: the offset that it names itself, else the configured zone. */
  readonly zone: string;
}

/**
 * Reads `deskmedic/escalation/v1` from YAML or JSON. Throws `bad-document` with its place for a mistake in the
 * structure, `bad-answer` for a time that is none or a screenshot that is no image, `cannot-read` for one that is not
 * there or may not be read.
 */
export async function readEscalation(
  path: string,
  defaults: { readonly policy: string; readonly zone: string },
  rules: Rules,
  io: Pick<Io, 'files' | 'system' | 'clock' | 'stdin'>,
): Promise<ReadEscalation> {
  const file = await readDocument(path, escalationSchema, io.files, io.stdin);
  const { schema: _schema, ...raw } = file.data as Partial<Escalation> & {
    schema: string;
    area: string;
    summary: string;
  };
  const { resolve, dirname } = pathsOf(io.system.platform);
  const absolute = (name: string): string => resolve(io.system.cwd, dirname(path), name);
  const fail: Fail = (place, reason, hint) => {
    const { line, column } = file.problem('bad-value', place, reason);
    throw new UserError('bad-answer', `${place.join('.')}: ${reason}`, { where: { file: path, line, column }, hint });
  };
  const zone = offsetIn(raw.firstObservedAt) ?? defaults.zone;
  const utc = (text: string, place: (string | number)[]): string => {
    const parsed = parseTime(text, { now: io.clock.now(), zone });
    return parsed.ok ? parsed.utc : fail(place, parsed.reason, 'write 2026-11-20T08:41:00-05:00');
  };
  checkSymptom(raw, rules, fail);
  const named = (raw.screenshots ?? []).map(absolute);
  await requireFiles(named, io);
  const { found, problems } = await findScreenshotsAt(named, io);
  const [problem] = problems;
  if (problem !== undefined) return fail(['screenshots'], `${problem.path}: ${problem.reason}`, problem.hint);
  return {
    escalation: {
      ...raw,
      policy: raw.policy ?? defaults.policy,
      ...(raw.firstObservedAt === undefined ? {} : { firstObservedAt: utc(raw.firstObservedAt, ['firstObservedAt']) }),
      screenshots: found.map((image) => image.path),
      attachments: (raw.attachments ?? []).map(absolute),
      stepsTried: (raw.stepsTried ?? []).map((step, index) => ({
        ...step,
        ...(step.at === undefined ? {} : { at: utc(step.at, ['stepsTried', index, 'at']) }),
      })),
    },
    screenshots: found,
    zone,
  };
}

type Fail = (place: (string | number)[], reason: string, hint: string) => never;

/** A row that no pack has, or that stands in another area, would have the wrong information required. */
function checkSymptom(raw: { symptom?: string; area: string }, rules: Rules, fail: Fail): void {
  if (raw.symptom === undefined) return;
  const row = rules.symptoms.find((known) => known.id === raw.symptom);
  if (row === undefined) {
    const ids = rules.symptoms.map((known) => known.id);
    fail(['symptom'], `there is no symptom "${raw.symptom}"`, hintFor(raw.symptom, ids));
  } else if (row.area !== raw.area) {
    fail(['area'], `"${row.id}" stands in the area "${row.area}"`, `write area: ${row.area}, or leave the symptom out`);
  }
}

/** The offset that a time names, as a zone: the wall clock of whoever wrote it, wherever it is read. */
function offsetIn(time: string | undefined): string | undefined {
  const offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(time?.trim() ?? '')?.[0];
  return offset === 'Z' ? 'UTC' : offset;
}
