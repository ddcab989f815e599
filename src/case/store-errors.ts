import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import type { LockHolder } from '../io/io.ts';
import { nearest } from '../rules/did-you-mean.ts';

/** No case has this id; `ids` are those there are, newest first. */
export function unknownCase(typed: string, ids: readonly string[]): UserError {
  const near = nearest(typed.trim(), ids);
  const shown = [...new Set([...(near === undefined ? [] : [near]), ...ids])].slice(0, 3);
  const hint =
    near !== undefined
      ? `did you mean ${near}? "deskmedic case list" shows all`
      : shown.length > 0
        ? `the newest are ${shown.join(', ')}; "deskmedic case list" shows all`
        : 'there are no cases here yet; "deskmedic" starts one';
  return new UserError('unknown-case', `there is no case "${typed}"`, { hint });
}

/** Several cases have ids that start so. */
export function ambiguousCase(typed: string, matching: readonly string[]): UserError {
  const shown = matching.slice(0, 5).join(', ');
  return new UserError('ambiguous-case', `several cases start with "${typed}"`, {
    hint: `say more of it: ${matching.length > 5 ? `${shown}, …` : shown}`,
  });
}

/** Another process writes to the case. `path` is the lock file. */
export function lockedCase(id: string, holder: LockHolder, ourHost: string, path: string): UserError {
  const who = holder.pid === 0 ? 'another process' : `process ${holder.pid}`;
  const elsewhere = holder.host !== '' && holder.host !== ourHost;
  const look = `wait until it ends, or look at the case without changing it: deskmedic case show ${id}`;
  return new UserError(
    'case-locked',
    `case ${id} is open in another deskmedic (${who}${elsewhere ? ` on the computer ${holder.host}` : ''})`,
    {
      exit: EXIT.unreachable,
      where: { file: path },
      hint: elsewhere ? `${look}; when nothing on ${holder.host} uses it any more, delete ${path}` : look,
    },
  );
}

/** A line in the middle of the journal is not what was written. Nothing was changed. */
export function damagedCase(id: string, file: string, line: number, reason: string): UserError {
  return new UserError('case-damaged', `the journal of case ${id} is damaged at line ${line}: ${reason}`, {
    exit: EXIT.unreachable,
    where: { file, line },
    hint: 'nothing was changed; put back a copy of the file, or start a new case',
  });
}

/** A later version has written to the case. */
export function newerCase(id: string, file: string): UserError {
  return new UserError('case-newer', `case ${id} was written by a newer version of deskmedic`, {
    exit: EXIT.unreachable,
    where: { file },
    hint: `update deskmedic, or look at the case without changing it: deskmedic case show ${id}`,
  });
}

/** The folder for cases cannot be written to; `cause` says why. */
export function unusableHome(home: string, cause: UserError): UserError {
  return new UserError(cause.code, `cannot keep cases in ${home}: ${cause.message}`, {
    exit: EXIT.unreachable,
    where: { file: home },
    hint: 'give another folder with --home DIR or DESKMEDIC_HOME',
    cause,
  });
}
