import type { MomentReader } from '../times/moment-reader.ts';
import type { ReportFindings } from './report-findings.ts';
import { measureName } from './measure-name.ts';
import { reportObject, type ReportObject } from './report-object.ts';

/** A list that is being gone through; what is no list is one of one element. */
interface Level {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly parent: ReportObject | undefined;
  next: number;
}

/** Gives every object of the JSON to `findings`, in the order of the file. Never throws, however deep or wrong it is. */
export function jsonReport(value: unknown, findings: ReportFindings, times: MomentReader): void {
  const open: Level[] = [{ name: '', values: [value], parent: undefined, next: 0 }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    if (level.next === level.values.length) {
      open.pop();
      continue;
    }
    const one = level.values[level.next++];
    const { name, parent } = level;
    if (typeof one !== 'object' || one === null) continue;
    // A list is as the name that it stands under: `hops` makes each of its elements one.
    if (Array.isArray(one)) open.push({ name, values: one as readonly unknown[], parent, next: 0 });
    else {
      const object = reportObject(name, Object.entries(one), times, { parent });
      findings.object(object);
      for (const [key, inner] of object.entries.toReversed())
        if (typeof inner === 'object' && inner !== null && !isSeries(key, inner))
          open.push({ name: key, values: [inner], parent: object, next: 0 });
    }
  }
}

/** Whether the value under this name was read as a measurement already; a list of objects is looked into all the same. */
function isSeries(name: string, value: object): boolean {
  if (measureName(name) === undefined) return false;
  const inner: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : Object.values(value);
  return !inner.some((one) => typeof one === 'object' && one !== null);
}
