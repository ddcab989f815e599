import { isMistaken, judge, wordsFor, type Answer } from './judge.ts';
import { measure, type Measures } from './measure.ts';
import type { Ranker, System } from './ranker.ts';
import type { Sample } from './sample.ts';

/** A system with its index made. */
export interface Contestant {
  readonly system: System;
  readonly ranker: Ranker;
}

/** What one system did on one file. */
export interface SystemResult {
  readonly system: System;
  readonly measures: Measures;
  readonly answers: readonly Answer[];
}

/** What all systems did on one file. */
export interface FileResult {
  readonly file: string;
  /** Of the file, hex. */
  readonly sha256: string;
  readonly fitting: number;
  readonly unfitting: number;
  readonly results: readonly SystemResult[];
}

/** Has each system rank each text, and measures what came out. */
export function compare({ file, sha256, cases }: Sample, contestants: readonly Contestant[]): FileResult {
  const results = contestants.map(({ system, ranker }): SystemResult => {
    const rankings = cases.map(({ text }) => ranker(text));
    const judgement = judge(cases, rankings, system.scores);
    return { system, measures: measure(judgement), answers: judgement.answers };
  });
  const fitting = cases.filter(({ expect }) => expect.length > 0).length;
  return { file, sha256, fitting, unfitting: cases.length - fitting, results };
}

/** The same for machines; with `withErrors` each mistaken text of each system too. */
export function dataOf({ results, ...about }: FileResult, withErrors: boolean): object {
  const systems = results.map(({ system: { name, setUp }, measures, answers }) => {
    const mistaken = withErrors ? { mistaken: answers.filter(isMistaken).map(mistakeOf) } : {};
    return { name, setUp, ...measures, ...mistaken };
  });
  return { ...about, systems };
}

function mistakeOf(answer: Answer): object {
  const { asked, first, place, none } = answer;
  return { line: asked.line, text: asked.text, ...wordsFor(answer), first, place, none };
}
