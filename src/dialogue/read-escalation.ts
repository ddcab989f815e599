import type { Screenshot } from '../case/case-escalation.ts';
import { pathsOf } from '../case/home.ts';
import { UserError } from '../errors.ts';
import type { Io } from '../io/io.ts';
import type { Escalation } from '../policy/escalation.ts';
import { escalationSchema } from '../policy/escalation-schema.ts';
import { readDocument } from '../rules/read-document.ts';
import { parseTime } from './parse-time.ts';
import { findScreenshotsAt } from './screenshots.ts';

/** An escalation from a file, with its paths made absolute, its time in UTC, and its screenshots looked up. */
export interface ReadEscalation {
  readonly escalation: Escalation;
  readonly screenshots: readonly Screenshot[];
}

/**
 * Reads `deskmedic/escalation/v1` from YAML or JSON. Throws `bad-document` with its place for a mistake in the
 * structure, `bad-answer` for a time that is none or a screenshot that is not there.
 */
export async function readEscalation(
  path: string,
  defaults: { readonly policy: string; readonly zone: string },
  io: Pick<Io, 'files' | 'system' | 'clock'>,
): Promise<ReadEscalation> {
  const file = await readDocument(path, escalationSchema, io.files);
  const { schema: _schema, ...raw } = file.data as Partial<Escalation> & {
    schema: string;
    area: string;
    summary: string;
  };
  const { resolve, dirname } = pathsOf(io.system.platform);
  const absolute = (name: string): string => resolve(io.system.cwd, dirname(path), name);
  const fail = (field: string, reason: string, hint: string): never => {
    const { line, column } = file.problem('bad-value', [field], reason);
    throw new UserError('bad-answer', `${field}: ${reason}`, { where: { file: path, line, column }, hint });
  };
  const time =
    raw.firstObservedAt === undefined
      ? undefined
      : parseTime(raw.firstObservedAt, { now: io.clock.now(), zone: defaults.zone });
  if (time !== undefined && !time.ok) return fail('firstObservedAt', time.reason, 'write 2026-11-20T08:41:00-05:00');
  const named = (raw.screenshots ?? []).map(absolute);
  const { found, problems } = await findScreenshotsAt(named, io);
  const [problem] = problems;
  if (problem !== undefined) return fail('screenshots', `${problem.path}: ${problem.reason}`, problem.hint);
  return {
    escalation: {
      ...raw,
      policy: raw.policy ?? defaults.policy,
      ...(time === undefined ? {} : { firstObservedAt: time.utc }),
      screenshots: found.map((image) => image.path),
      attachments: (raw.attachments ?? []).map(absolute),
      stepsTried: raw.stepsTried ?? [],
    },
    screenshots: found,
  };
}
