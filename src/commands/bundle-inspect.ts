import { inspectBundle } from '../bundle/inspect.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { caseLines } from '../report/case-lines.ts';
import { bold, green, red, yellow, type Line } from '../report/text.ts';
import type { Session } from './session.ts';

/** `bundle inspect`: what a bundle says, without unpacking it. A damaged one is shown as far as it can be read. */
export function bundleInspect(
  path: string,
  options: { readonly json?: true },
): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const inspection = await inspectBundle(path, session.io);
    if (options.json === true) await session.printJson({ schema: 'deskmedic/inspection/v1', ...inspection });
    else await session.print(inspectionLines(inspection));
    return EXIT.ok;
  };
}

function inspectionLines({
  path,
  verification,
  record,
  problem,
  files,
  removed,
}: Awaited<ReturnType<typeof inspectBundle>>): Line[] {
  return [
    [bold('Bundle '), path],
    verification.valid
      ? [green('  valid'), `, id ${verification.id}`]
      : [red('  NOT valid'), '; deskmedic bundle verify says why'],
    ...(record === null ? [[red(`  ${problem ?? 'its record cannot be read'}`)] as Line] : recordLines(record)),
    [bold('Files')],
    ...files.map((file): Line => `  ${file.path}  ${file.bytes} bytes`),
    ...(removed.length === 0 ? [] : [[bold('Removed')] as Line]),
    ...removed.map((item): Line => `  ${item.count} × ${item.kind} in ${item.where}`),
  ];
}

function recordLines(record: NonNullable<Awaited<ReturnType<typeof inspectBundle>>['record']>): Line[] {
  return [
    [bold(`  ${record.severity.severity}: `), record.severity.say],
    `  case ${record.case}, ${record.area}${record.symptom === undefined ? '' : `, ${record.symptom}`}`,
    `  ${record.summary}`,
    ...(record.parent === undefined ? [] : [`  supplements ${record.parent}`]),
    ...caseLines(record).map((item): Line => `  ${item.label}: ${item.value}`),
    ...record.stepsTried.map((step): Line => `  tried: ${step.do ?? step.step} (${step.result})`),
    ...record.missing.map((gap): Line => [yellow('  missing: '), gap.label]),
    ...record.gaps.map((gap): Line => [yellow('  to be filled: '), gap.label]),
  ];
}
