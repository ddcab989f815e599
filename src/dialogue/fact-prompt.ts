import { factPrompt } from '../case/prompts.ts';
import type { Fact, FactValue } from '../facts/fact.ts';
import { formatFactValue } from '../facts/parse-value.ts';
import type { Line } from '../report/text.ts';
import { UNKNOWN, type Prompt, type PromptChoice } from './prompt.ts';

/** Asks for one fact, as facts.yaml declares it; "I don't know" is always among the answers. */
export function askFact(fact: Fact, lines: readonly Line[] = []): Prompt {
  const choices = choicesOf(fact);
  const typed = choices.length === 0;
  return {
    id: factPrompt(fact.id),
    kind: 'fact',
    lines,
    question: fact.question,
    ...(typed ? { hint: typedHint(fact) } : fact.hint === undefined ? {} : { hint: fact.hint }),
    choices: typed ? [] : [...choices, { value: UNKNOWN, words: "I don't know" }],
    ...(typed ? { initial: UNKNOWN } : {}),
  };
}

function choicesOf(fact: Fact): PromptChoice[] {
  if (fact.type === 'boolean')
    return [
      { value: 'yes', words: 'Yes' },
      { value: 'no', words: 'No' },
    ];
  return fact.options.map((option) => ({ value: option.value, words: option.words }));
}

function typedHint(fact: Fact): string {
  const forms: Partial<Record<Fact['type'], string>> = {
    duration: '90s, 2m, 1h or 00:01:30',
    count: 'a number',
    percent: '20% or 2.5%',
  };
  return [fact.hint, forms[fact.type], "Enter: I don't know"].filter((part) => part !== undefined).join('; ');
}

/** A value in the words by which it is chosen. */
export function valueWords(fact: Fact, value: FactValue): string {
  if (fact.type === 'boolean') return value === true ? 'Yes' : 'No';
  return fact.options.find((option) => option.value === value)?.words ?? String(formatFactValue(fact, value));
}
