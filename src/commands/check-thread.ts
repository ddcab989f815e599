import { pieceChecker, type CheckPiece } from '../batch/check-piece.ts';
import { gatherBlocks, type Gathered } from '../batch/gather-blocks.ts';
import type { IncidentMap } from '../batch/map/incident-map.ts';
import { mapRecords } from '../batch/read-incidents.ts';
import { readLines } from '../batch/read-lines.ts';
import type { RecordPlace } from '../batch/record.ts';
import type { Answerer, Io, Output } from '../io/io.ts';
import type { PackIdentity } from '../rules/pack.ts';
import { setUpCheck, type CheckOptions, type Given } from './check-setup.ts';
import { openSession, type GlobalFlags } from './session.ts';

/** The first question to a thread that is to check; it is answered with whether it can. */
export interface Opening {
  readonly flags: GlobalFlags;
  readonly options: CheckOptions;
  /** What the results are made for. */
  readonly screen: Pick<Output, 'isTerminal' | 'columns'>;
  /** By which the others check: a pack that was changed meanwhile would give other answers. */
  readonly packs: readonly PackIdentity[];
  readonly given: Given;
}

/** Every further question: lines to check, and room for what is found. */
export interface Task {
  readonly place: RecordPlace;
  readonly lines: ArrayBuffer;
  readonly length: number;
  readonly room: ArrayBuffer;
}

/** What was found, and the memory of the lines for other ones. */
export interface Done {
  readonly found: Gathered;
  readonly lines: ArrayBuffer;
}

/** Checks what another thread has read. Nothing is printed here. */
export function checkThread(openIo: (screen: Opening['screen']) => Io): Answerer {
  let ready: { readonly check: CheckPiece; readonly map: IncidentMap | undefined } | undefined;
  return async (question) => {
    if (ready !== undefined) {
      const done = await work(question as Task, ready.check, ready.map);
      return { answer: done, given: [done.found.memory, done.lines] };
    }
    const { flags, options, screen, packs, given } = question as Opening;
    const setup = await setUpCheck(openSession(openIo(screen), flags, given.config), options, given);
    ready = { check: pieceChecker(setup.check, setup.format, 1), map: setup.map };
    return { answer: JSON.stringify(setup.packs) === JSON.stringify(packs), given: [] };
  };
}

async function work({ place, lines, length, room }: Task, check: CheckPiece, map?: IncidentMap): Promise<Done> {
  const records = readLines([Buffer.from(lines, 0, length)], place);
  const found = await gatherBlocks(check(map === undefined ? records : mapRecords(records, map)), room);
  return { found, lines };
}
