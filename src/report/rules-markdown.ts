import { escalationClass } from '../rules/escalation-class.ts';
import type { Rules, Step, Symptom } from '../rules/pack.ts';
import { conditionWords, formatCondition, type ConditionWords } from './condition-words.ts';
import { code, prose } from './markdown.ts';
import { outcomeTexts, sourceWords, stepTerms } from './rules-show.ts';

const HEAD = `# Every symptom

This page is made from the tables by \`deskmedic rules docs\`; change those, not this. How to add a symptom stands in
CONTRIBUTING.md. Conditions name facts, which \`facts.yaml\` declares; \`$name\` is a setting of \`pack.yaml\`, shown with its
default.
`;

/** `rules/README.md`: every symptom under a heading and an anchor of its own, by area. Ends with a newline. */
export function rulesMarkdown(rules: Rules): string {
  const words = conditionWords(rules);
  const areas = rules.areas
    .map((area) => ({ ...area, rows: rules.symptoms.filter((row) => row.area === area.id) }))
    .filter(({ rows }) => rows.length > 0);
  const contents = areas.flatMap(({ title, rows }) => [
    `- ${prose(title)}`,
    ...rows.map((row) => `  - [${code(row.id)}](#${anchorOf(row)}): ${prose(row.symptom)}`),
  ]);
  const sections = areas.flatMap(({ title, rows }) => [
    `## ${prose(title)}`,
    ...rows.map((row) => symptomSection(row, words)),
  ]);
  return `${[HEAD.trim(), contents.join('\n'), ...sections].join('\n\n')}\n`;
}

/** The anchor of a symptom: its id with a dash for the slash, which browsers and renderers leave alone. */
function anchorOf(symptom: Pick<Symptom, 'id'>): string {
  return symptom.id.replace('/', '-');
}

function symptomSection(symptom: Symptom, words: ConditionWords): string {
  const screens = symptom.screenText.map((text) => code(text)).join(', ');
  return [
    `### <a id="${anchorOf(symptom)}"></a>${symptom.id}`,
    prose(symptom.symptom),
    [
      ...(screens === '' ? [] : [`- On the screen: ${screens}`]),
      `- When: ${code(formatCondition(symptom.when, words))}`,
      ...outcomeTexts(symptom, words).map((text) => `- Outcome, ${prose(text)}`),
      `- Escalated: ${escalationClass(symptom)}`,
      `- Source: ${prose(sourceWords(symptom.source))} (reviewed ${symptom.reviewed})`,
    ].join('\n'),
    symptom.steps.map((step, index) => stepItem(step, index, words)).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function stepItem(step: Step, index: number, words: ConditionWords): string {
  const applies = step.if === undefined ? '' : `Only if ${code(formatCondition(step.if, words))}. `;
  return `${index + 1}. ${applies}${prose(step.do)} _${prose(step.verify)}_ (${stepTerms(step)})`;
}
