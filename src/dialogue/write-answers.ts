import { Document, visit } from 'yaml';
import { escalationOf } from '../case/case-escalation.ts';
import { promptOfRow, readCaseFacts, readStepAnswers } from '../case/case-facts.ts';
import { answerTo, type CaseView } from '../case/fold.ts';
import type { Json } from '../case/events.ts';
import { factToDecide, NONE, PROMPT } from '../case/prompts.ts';
import type { FactValue } from '../facts/fact.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import type { Context } from '../rules/evaluate.ts';
import type { Rules } from '../rules/pack.ts';
import { escapeText } from '../report/escape.ts';

/** The answers of a case as a file that `diagnose --answers` takes (`deskmedic/answers/v1`). Pure. */
export function writeAnswers(view: CaseView, rules: Rules, context: Context): string {
  const { answered, symptom, tried } = readCaseFacts(view, rules);
  const facts: Record<string, FactValue> = { default: 'unknown' };
  for (const [id, known] of answered) {
    const fact = rules.facts.find((item) => item.id === id);
    if (fact !== undefined) facts[id] = formatFactValue(fact, known.value);
  }
  const decide: Record<string, Json> = {};
  for (const { prompt, value } of view.answers) {
    const fact = factToDecide(prompt);
    if (fact !== undefined) decide[fact] = value;
  }
  const steps = symptom === undefined ? {} : Object.fromEntries(readStepAnswers(view, symptom).results);
  const text = answerTo(view, PROMPT.text);
  const wanted = answerTo(view, PROMPT.escalate) ?? answerTo(view, PROMPT.administrator);
  const picked = answerTo(view, PROMPT.pickInArea) ?? answerTo(view, PROMPT.pick) ?? answerTo(view, PROMPT.area);
  const ofRow = (prompt: 'explained' | 'waited'): Json | undefined =>
    symptom === undefined ? undefined : answerTo(view, promptOfRow({ symptom, tried }, prompt, symptom));
  const explained = ofRow('explained');
  const waited = ofRow('waited');
  const { stepsTried: _tried, symptom: _row, ...said } = escalationOf(view, rules, context);
  // The case holds copies; the files that they were made of are where the person has them.
  const escalation = { ...said, attachments: view.attachments.map((file) => file.path) };
  const document = {
    schema: 'deskmedic/answers/v1',
    ...(typeof text === 'string' ? { text } : {}),
    ...(symptom !== undefined ? { symptom: symptom.id } : picked === NONE ? { symptom: NONE } : {}),
    facts,
    ...(Object.keys(decide).length === 0 ? {} : { decide }),
    steps: { default: 'skip', ...steps },
    ...(explained === undefined ? {} : { explained }),
    ...(waited === undefined ? {} : { waited }),
    ...(typeof wanted === 'boolean' ? { escalate: wanted } : {}),
    escalation,
  };
  const comment = `# The answers of case ${view.id}: deskmedic diagnose --answers FILE repeats it.\n`;
  return comment + safeYaml(document);
}

/** YAML in which no control, bidi or invisible character stands raw, though it may be printed on a terminal. */
function safeYaml(content: object): string {
  // By way of JSON, so that nothing undefined is left.
  const document = new Document(JSON.parse(JSON.stringify(content)));
  visit(document, {
    Scalar(_, node) {
      // Only double quotes know escapes.
      if (typeof node.value === 'string' && escapeText(node.value) !== node.value) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 }).split('\n').map(escapeText).join('\n');
}
