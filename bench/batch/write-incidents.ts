import { closeSync, openSync, writeSync } from 'node:fs';
import type { GeneratedIncident } from './generate.ts';

const BLOCK = 1024 * 1024;

/** Writes the first `count` incidents to `file`, one a line; tells how many bytes these are. */
export function writeIncidents(file: string, incidents: Iterable<GeneratedIncident>, count: number): number {
  const to = openSync(file, 'w');
  let bytes = 0;
  let block = '';
  const writeBlock = (): void => {
    bytes += writeSync(to, block);
    block = '';
  };
  try {
    let left = count;
    for (const incident of incidents) {
      if (left-- === 0) break;
      block += `${JSON.stringify(incident)}\n`;
      if (block.length >= BLOCK) writeBlock();
    }
    writeBlock();
    return bytes;
  } finally {
    closeSync(to);
  }
}
