import { basename } from 'node:path';
import type { WordIndex } from '../../src/match/word-evidence.ts';
import type { Context } from '../../src/rules/evaluate.ts';
import type { Rules } from '../../src/rules/pack.ts';
import type { Sample } from '../words/sample.ts';
import { fromNothing } from './dialogue-from-nothing.ts';
import { fromText, type FromText } from './dialogue-from-text.ts';
import { MANNERS } from './person.ts';
import { seeded } from './random.ts';
import { fixed, percent, table } from './table.ts';
import { meanOf, percentileOf } from './weighted.ts';

/** Lines that tell how many prompts the dialogue takes to a row, without words and after each of these texts. */
export function dialogueReport(
  rules: Rules,
  context: Context,
  index: WordIndex,
  samples: readonly Sample[],
  repetitions: number,
  seed: number,
): string[] {
  return [
    ...nothingLines(rules, context, repetitions, seed),
    '',
    ...textLines(samples, fromText(rules, context, index), seed),
  ];
}

function nothingLines(rules: Rules, context: Context, repetitions: number, seed: number): string[] {
  const measure = fromNothing(rules, context);
  const own = ['mean', '95th', 'facts', 'chosen', 'first', 'place', 'bits', 'bound', 'x bound'];
  const heads = [...own, 'menu', '95th', 'first', 'menu : mean'];
  return table(
    ['Dialogue, without text', ...heads],
    MANNERS.map((manner) => {
      const tool = measure(manner, 'as the tool', repetitions, seed);
      const menu = measure(manner, 'menu order', repetitions, seed);
      return [
        manner.name,
        fixed(tool.mean),
        `${tool.percentile95}`,
        fixed(tool.facts),
        ...[tool.chosen, tool.first].map(percent),
        ...[tool.place, tool.bits, tool.bound, tool.mean / tool.bound, menu.mean].map(fixed),
        `${menu.percentile95}`,
        percent(menu.first),
        fixed(menu.mean / tool.mean),
      ];
    }),
  );
}

function textLines(samples: readonly Sample[], play: ReturnType<typeof fromText>, seed: number): string[] {
  const played = samples.map(({ file, cases }) => {
    const random = seeded(seed);
    const fitting = cases.filter(({ expect }) => expect.length > 0);
    return { file: basename(file), talks: fitting.map((typed) => play(typed, random)) };
  });
  const all = { file: 'all texts', talks: played.flatMap(({ talks }) => talks) };
  return table(
    ['Dialogue, with text', 'texts', 'median', 'mean', '95th', 'listed', 'first', 'to a step', 'mean', '95th'],
    [...played, ...(played.length > 1 ? [all] : [])].map(({ file, talks }) => [file, ...cellsOf(talks)]),
  );
}

function cellsOf(talks: readonly FromText[]): string[] {
  if (talks.length === 0) return ['0', ...Array.from({ length: 8 }, () => '–')];
  const spread = (value: (talk: FromText) => number): string[] => {
    const each = talks.map((talk) => ({ value: value(talk), weight: 1 }));
    return [`${percentileOf(each, 0.5)}`, fixed(meanOf(each)), `${percentileOf(each, 0.95)}`];
  };
  const share = (wanted: (talk: FromText) => boolean): string => percent(talks.filter(wanted).length / talks.length);
  return [
    `${talks.length}`,
    ...spread(({ toRow }) => toRow),
    share(({ place }) => place !== undefined),
    share(({ place }) => place === 1),
    ...spread(({ toStep }) => toStep),
  ];
}
