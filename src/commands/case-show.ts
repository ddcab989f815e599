import { escalationOf } from '../case/case-escalation.ts';
import { readCaseFacts } from '../case/case-facts.ts';
import { timeWords } from '../facts/time.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { bold, dim, yellow, type Line } from '../report/text.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import { lookAtCase } from './look-at-case.ts';
import type { Session } from './session.ts';

/** `case show`: what a case holds. Takes no lock, and shows what can be read of a damaged case. */
export function showCase(id: string, options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { reading, view } = await lookAtCase(session, id);
    const { rules, context } = await session.rules();
    const escalation = escalationOf(view, rules, context);
    if (options.json === true) {
      const { fields, ...rest } = view;
      await session.printJson({
        schema: 'deskmedic/case-view/v1',
        ...rest,
        fields: Object.fromEntries(fields),
        escalation,
      });
      return EXIT.ok;
    }
    const { facts, symptom } = readCaseFacts(view, rules);
    const catalogue = new Map(rules.facts.map((fact) => [fact.id, fact]));
    const shown = (iso: string): string => timeWords(iso, view.zone);
    const lines: Line[] = [
      [bold(`Case ${view.id}`), `  ${view.state}`],
      `  opened ${shown(view.openedAt)}`,
      `  changed ${shown(view.updatedAt)}`,
      ...(reading.damaged === null
        ? []
        : [
            [
              yellow(
                `  damaged at line ${reading.damaged.line}: ${reading.damaged.reason}; what stands before it is shown`,
              ),
            ] as Line,
          ]),
      ...(symptom === undefined ? [] : [[bold(symptom.id), ` ${symptom.symptom}`] as Line]),
      ...[...facts].map(
        ([fact, known]): Line =>
          `  ${fact} = ${String(formatFactValue(catalogue.get(fact)!, known.value))}  (${known.by})`,
      ),
      ...escalation.stepsTried.map(
        (step): Line => `  step ${step.step}: ${step.result}${step.at === undefined ? '' : `, ${shown(step.at)}`}`,
      ),
      ...view.notes.map((note): Line => ['  note ', dim(shown(note.at)), ` ${note.text}`]),
      ...view.attachments.map((file): Line => `  file ${file.name}, ${file.bytes} bytes, sha256 ${file.sha256}`),
      ...view.bundles.map((bundle): Line => `  bundle ${bundle.path}, id ${bundle.bundle}`),
    ];
    await session.print(lines);
    return EXIT.ok;
  };
}
