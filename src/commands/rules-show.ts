import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { ruleLines } from '../report/rules-show.ts';
import { nearest } from '../rules/did-you-mean.ts';
import { escalationClass } from '../rules/escalation-class.ts';
import type { Rules, Symptom } from '../rules/pack.ts';
import type { Session } from './session.ts';

/** `rules show`: one symptom with its steps, outcomes and source. Throws `unknown-symptom`. */
export function showRule(id: string, options: { readonly json?: true }): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { rules } = await session.rules();
    const symptom = findSymptom(rules, id);
    await (options.json
      ? session.printJson({ schema: 'deskmedic/rule/v1', escalate: escalationClass(symptom), ...symptom })
      : session.print(ruleLines(symptom, rules)));
    return EXIT.ok;
  };
}

function findSymptom(rules: Rules, id: string): Symptom {
  const symptom = rules.symptoms.find((row) => row.id === id);
  if (symptom !== undefined) return symptom;
  // Whoever leaves the area out, or mistypes it, still means the rest.
  const ids = rules.symptoms.map((row) => row.id);
  const near = nearest(id, ids) ?? ids.find((known) => known.endsWith(`/${id}`));
  throw new UserError('unknown-symptom', `there is no symptom "${id}"`, {
    hint: near === undefined ? 'deskmedic rules list names them all' : `did you mean "${near}"?`,
  });
}
