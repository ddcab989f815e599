import { byName } from './by-name.ts';

/** The words of a field's or column's name in small letters: `avgPacketLoss (%)` has avg, packet, loss, percent. */
export const wordsOf = byName((name: string): readonly string[] =>
  apart(name.slice(0, 200).replaceAll('%', ' percent '))
    .toLowerCase()
    .split(/[^a-z0-9µ]+/)
    .filter((word) => word !== ''),
);

/** The same text with a blank before each word that begins with a capital within another: `UnassignedNumber`. */
export function apart(text: string): string {
  return text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2');
}
