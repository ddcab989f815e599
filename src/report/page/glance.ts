import type { CaseRecord } from '../../case/case-record.ts';
import { momentOf } from './timeline-event.ts';
import { counted, elapsedWords } from './quantities.ts';
import { shownMoment } from './shown-moment.ts';

/** What one wants to know first, in a few words each. `isBad` is what somebody has to do something about. */
export interface GlanceFigure {
  readonly label: string;
  readonly value: string;
  readonly more?: string;
  readonly isBad?: boolean;
}

/** The figures on top of the page; each is there always, so that none is taken for a zero. */
export function glanceOf(record: CaseRecord): readonly GlanceFigure[] {
  return [affected(record), since(record), tried(record), missing(record), evidence(record)];
}

function affected({ agentsAffected, seats, impact }: CaseRecord): GlanceFigure {
  const agents = agentsAffected === undefined ? undefined : String(agentsAffected);
  const value = agents === undefined ? 'not known' : seats === undefined ? agents : `${agents} of ${seats}`;
  return { label: 'Agents affected', value, ...(impact?.scope === undefined ? {} : { more: impact.scope }) };
}

function since({ firstObservedAt, createdAt }: CaseRecord): GlanceFigure {
  const label = 'First observed';
  if (firstObservedAt === undefined) return { label, value: 'not known' };
  const value = shownMoment(firstObservedAt, '').local;
  const [from, to] = [momentOf({ at: firstObservedAt }), momentOf({ at: createdAt })];
  if (from === undefined || to === undefined || to < from) return { label, value };
  return { label, value, more: `${elapsedWords(to - from)} before this bundle` };
}

function tried({ stepsTried }: CaseRecord): GlanceFigure {
  const label = 'Steps tried';
  const done = stepsTried.filter(({ result }) => result === 'fixed' || result === 'not-fixed');
  if (stepsTried.length === 0) return { label, value: 'none' };
  const fixed = stepsTried.filter(({ result }) => result === 'fixed').length;
  const others = stepsTried.length - done.length;
  const help = done.length === 0 ? [] : [fixed === 0 ? 'none helped' : `${fixed} helped`];
  const more = [...help, ...(others === 0 ? [] : [`${others} not done`])].join(', ');
  return { label, value: String(done.length), more };
}

function missing({ missing: required, gaps }: CaseRecord): GlanceFigure {
  const value = required.length === 0 ? 'nothing' : counted(required.length, 'item');
  return {
    label: 'Missing',
    value,
    ...(required.length > 0 ? { isBad: true } : {}),
    ...(gaps.length > 0 ? { more: `${gaps.length} to be filled in by the partner` } : {}),
  };
}

function evidence({ evidence: files }: CaseRecord): GlanceFigure {
  const label = 'Evidence';
  if (files.length === 0) return { label, value: 'none' };
  const left = files.filter(({ copied }) => !copied).length;
  const value = counted(files.length - left, 'file');
  return { label, value, ...(left > 0 ? { more: `${left} listed only, not in the bundle` } : {}) };
}
