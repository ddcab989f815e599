import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { drawSession, makeHar } from './har.ts';
import { drawSecrets, makeLog } from './log.ts';
import { makePng } from './png.ts';
import { newRandom } from './random.ts';

const MIB = 1024 * 1024;

/** Files in a folder, with an escalation that attaches them. */
export interface Evidence {
  readonly folder: string;
  /** `escalation.yaml`, which attaches all of them. */
  readonly escalation: string;
  readonly files: readonly string[];
  readonly bytes: number;
}

/** A file, and what writes it; it gives the number of bytes. */
interface Part {
  readonly name: string;
  readonly isScreenshot?: boolean;
  write(path: string): number;
}

/** 201 MiB: 60 screenshots, 4 recordings, 8 logs. */
export function usualEvidence(folder: string): Evidence {
  return writeParts(folder, [
    ...parts(60, 'shot', 'png', (seed) => makePng(newRandom(seed), 2 * MIB)),
    ...parts(4, 'trace', 'har', (seed) => makeHar(newRandom(100 + seed), 10 * MIB)),
    ...parts(8, 'agent', 'log', (seed) => makeLog(newRandom(200 + seed), 5 * MIB)),
  ]);
}

/** 40 MB of logs alone, and of recordings alone. */
export function evidenceOfKind(folder: string, kind: 'log' | 'har'): Evidence {
  const make = kind === 'log' ? makeLog : makeHar;
  return writeParts(
    folder,
    parts(4, 'part', kind, (seed) => make(newRandom(300 + seed), 10_000_000)),
  );
}

/** 2,000 small files of one desk: images, recordings, logs, JSON and plain text. */
export function manyFiles(folder: string): Evidence {
  const known = drawSecrets(newRandom(500));
  const session = drawSession(newRandom(501));
  const log = (seed: number, bytes: number): Buffer => makeLog(newRandom(seed), bytes, known);
  return writeParts(folder, [
    ...parts(400, 'shot', 'png', (seed) => makePng(newRandom(seed), 3000)),
    ...parts(400, 'trace', 'har', (seed) => makeHar(newRandom(seed), 6000, session)),
    ...parts(400, 'agent', 'log', (seed) => log(seed, 8000)),
    ...parts(400, 'event', 'json', (seed) => Buffer.from(JSON.stringify({ seed, log: String(log(seed, 900)) }))),
    ...parts(400, 'note', 'txt', (seed) => log(7000 + seed, 400)),
  ]);
}

/** One text of so many bytes: the same megabytes again and again, each with a line of its own. */
export function largeText(folder: string, bytes: number): Evidence {
  const write = (path: string): number => {
    const known = drawSecrets(newRandom(400));
    const blocks = Array.from({ length: 8 }, (_, seed) => makeLog(newRandom(400 + seed), 4_000_000, known));
    const file = openSync(path, 'w');
    let written = 0;
    try {
      for (let turn = 0; written < bytes; turn += 1)
        written += writeSync(file, Buffer.concat([Buffer.from(`part ${turn}\n`), blocks[turn % blocks.length]!]));
    } finally {
      closeSync(file);
    }
    return written;
  };
  return writeParts(folder, [{ name: 'large.log', write }]);
}

function parts(count: number, name: string, ending: string, make: (seed: number) => Buffer): readonly Part[] {
  return Array.from({ length: count }, (_, seed) => ({
    name: `${name}-${seed + 1}.${ending}`,
    isScreenshot: ending === 'png',
    write(path: string) {
      const content = make(seed);
      writeFileSync(path, content);
      return content.length;
    },
  }));
}

function writeParts(folder: string, all: readonly Part[]): Evidence {
  mkdirSync(join(folder, 'files'), { recursive: true });
  let bytes = 0;
  for (const { name, write } of all) bytes += write(join(folder, 'files', name));
  const listed = (isScreenshot: boolean): readonly string[] =>
    all.filter((part) => (part.isScreenshot ?? false) === isScreenshot).map(({ name }) => `files/${name}`);
  const document = {
    schema: 'deskmedic/escalation/v1',
    area: 'desktop',
    summary: 'The desktop reconnects again and again.',
    screenshots: listed(true),
    attachments: listed(false),
  };
  const escalation = join(folder, 'escalation.yaml');
  // JSON is YAML too.
  writeFileSync(escalation, JSON.stringify(document, null, 1));
  return { folder, escalation, files: all.map(({ name }) => join(folder, 'files', name)), bytes };
}
