import { identifierKind } from '../identifiers.ts';
import { plainName } from '../json-fields.ts';
import { byName } from './by-name.ts';
import type { ReportObject } from './report-object.ts';

const USER_IN = byName((name) =>
  /^(?:(?:user|agent|owner|employee)(?:s?name|id|uuid|email(?:address)?|login|displayname)?|email(?:address)?)$/.test(
    plainName(name),
  ),
);
const IS_ID = byName((name) => identifierKind(plainName(name)) !== undefined);
const NOBODY = /^(?:|-+|–|—|n\/?a|null|none|unknown)$/;

/** Whose calls a report has. */
export interface Users {
  add(object: ReportObject): void;
  /** Whether the same column, or field of calls, names more than one user. */
  areSeveral(): boolean;
}

/** None yet. */
export function createUsers(): Users {
  const first = new Map<string, string>();
  let areSeveral = false;
  return {
    add({ entries, line }) {
      // The sides of one call are people too: only a row, and what has an id of its own, is a call.
      if (line === undefined && !entries.some(([name]) => IS_ID(name))) return;
      for (const [name, value] of entries) {
        if (typeof value !== 'string' || !USER_IN(name)) continue;
        const field = plainName(name);
        const user = value.trim().toLowerCase();
        if (NOBODY.test(user)) continue;
        areSeveral ||= (first.get(field) ?? user) !== user;
        if (!first.has(field)) first.set(field, user);
      }
    },
    areSeveral: () => areSeveral,
  };
}
