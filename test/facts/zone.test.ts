import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isZone } from '../../src/facts/zone.ts';

/** What Temporal, which shows the times, makes of a name; it also reads a zone out of a whole ISO text. */
function knownToTemporal(name: string): boolean {
  try {
    const { timeZoneId } = Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return timeZoneId.toLowerCase() === name.toLowerCase();
  } catch {
    return false;
  }
}

test('a zone is what Temporal knows under that very name', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const abbreviations = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  const offsets = ['+05:30', '-05:00', '+23:59', '+24:00', '+05:60', '+5', '+05', '+0530', '+00:00', '-00:00'];
  const others = ['EST5EDT', 'US/Central', 'Etc/GMT+5', 'Etc/GMT+15', 'asia/calcutta', 'GMT+5', 'UTC+1', 'Z', 'Zulu'];
  const none = ['', 'Mars/Olympus', 'Chicago', '2026-11-20T08:41:00Z', '../etc', 'UTC\u0000', 'America/Chicago '];
  const names = [...Intl.supportedValuesOf('timeZone'), ...abbreviations, ...offsets, ...others, ...none];
  expect(names.filter((name) => isZone(name) !== knownToTemporal(name))).toEqual([]);
  expect(['America/Chicago', 'UTC', '+05:30', 'pst', ''].map(isZone)).toEqual([true, true, true, false, false]);
});
