import { expect, test } from 'vitest';
import type { WordReason } from '../../src/match/word-evidence.ts';
import { describeMatch } from '../../src/report/match.ts';
import { catalogueOf } from '../../src/rules/catalogue.ts';
import { builtInRules } from '../support/built-in-rules.ts';

test('a word beside a quoted screen text is named, though its letters are in the quotation too', async () => {
  const { rules } = await builtInRules();
  const words: WordReason[] = [
    { text: 'Communication Interruption on {date}', isScreenText: true, bits: 3000 },
    { text: 'cat', isScreenText: false, bits: 1000 },
  ];
  const candidate = { symptom: rules.symptoms[0]!, probability: 1, wordBits: 4000, facts: [], words: () => words };
  const ranking = { candidates: [candidate], none: 0, abstained: false };
  const view = { packs: rules.packs, catalogue: catalogueOf(rules), limit: 1 };
  expect(describeMatch('a text', ranking, view).candidates[0]?.because).toEqual([
    'the text quotes "Communication Interruption on {date}"',
    '"cat"',
  ]);
});
