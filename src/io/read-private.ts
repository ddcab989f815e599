import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { reading } from './file-errors.ts';

/** Bytes; a secret that people hand around is far shorter. */
const LIMIT = 16 * 1024;
/** Anybody's but the owner's permission to read. */
const OTHERS_READ = 0o044;

/** A small file with a secret in it; looked at and read through one descriptor, so that neither can be of another file. */
export async function readPrivate(path: string, platform: NodeJS.Platform): Promise<Uint8Array> {
  return reading(path, async () => {
    const file = await open(path, constants.O_RDONLY);
    try {
      const facts = await file.stat();
      if (facts.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
      // A pipe that a shell made for one command, as <(…), is nobody else's.
      if (facts.isFile() && platform !== 'win32' && (facts.mode & OTHERS_READ) !== 0) throw notPrivate(path);
      const buffer = Buffer.alloc(LIMIT + 1);
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, null);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      if (filled > LIMIT) throw tooLarge(path);
      return buffer.subarray(0, filled);
    } finally {
      await file.close();
    }
  });
}

function notPrivate(path: string): UserError {
  return new UserError('not-private', `${path} can be read by others than its owner, so what is in it may be known`, {
    exit: EXIT.unreachable,
    where: { file: path },
    hint: `chmod 600 ${path}; when others use this computer, ask for a new secret first`,
  });
}

function tooLarge(path: string): UserError {
  return new UserError('too-large', `cannot read ${path}: it is larger than ${LIMIT / 1024} KiB`, {
    exit: EXIT.unreachable,
    where: { file: path },
    hint: 'check that this is the file you meant',
  });
}
