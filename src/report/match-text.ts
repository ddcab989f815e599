import type { Area } from '../rules/pack.ts';
import type { Match, MatchCandidate } from './match.ts';
import { bold, cyan, dim, yellow, type Line } from './text.ts';

/** The likeliest rows for people; when none is likely enough, that comes first. Pure. */
export function matchLines(match: Match, areas: readonly Area[]): Line[] {
  const titles = new Map(areas.map(({ id, title }) => [id, title]));
  const rows = match.candidates.flatMap((candidate) => candidateLines(candidate, titles));
  if (!match.abstained) return rows;
  const nearest = rows.length === 0 ? '' : ' The nearest:';
  return [
    [yellow('No documented symptom fits'), ` well enough (none of them: ${percentOf(match.none)}).${nearest}`],
    ...rows,
  ];
}

function candidateLines(
  { id, symptom, area, probability, because }: MatchCandidate,
  titles: ReadonlyMap<string, string>,
): Line[] {
  return [
    [`${percentOf(probability).padStart(5)}  `, bold(symptom)],
    ['       ', cyan(id), `  ${titles.get(area) ?? area}`],
    ...(because.length === 0 ? [] : [['       ', dim(`because ${because.join('; ')}`)]]),
  ];
}

/** In whole hundredths; words never make a row impossible or certain, so none looks so. */
function percentOf(probability: number): string {
  const percent = Math.round(probability * 100);
  return percent === 0 ? '<1 %' : percent === 100 ? '>99 %' : `${percent} %`;
}

/** The areas there are, for somebody whose words fit nothing. */
export function areaLines(areas: readonly Area[]): Line[] {
  const width = Math.max(0, ...areas.map(({ id }) => id.length));
  return ['', 'What is documented is about:', ...areas.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`)];
}
