import { readlinkSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { relative, sep } from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { UserError } from '../errors.ts';
import { keepCodeSmall, keepMemoryLow, letGo } from './flat-memory.ts';
import type { Clock, System } from './io.ts';

/** What the machine and the user are called. Each member is looked up when it is asked for: most verbs need none. */
export function realSystem(packageRoot: string): System {
  return {
    platform: process.platform,
    nodeVersion: process.version,
    packageRoot,
    get cwd() {
      return workingDirectory();
    },
    get home() {
      return homeDirectory();
    },
    get dataDirectory() {
      return dataDirectory();
    },
    get userName() {
      return userName();
    },
    get hostName() {
      return hostname();
    },
    get command() {
      return commandOf(process.argv[1] ?? '');
    },
    randomHex,
    keepMemoryLow,
    keepCodeSmall,
    letGo,
  };
}

/** The machine's clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  zone: () => linkedZone() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
};

/**
 * The zone that `/etc/localtime` is a link to, which is where ICU looks too, after 12 ms of loading; `null` where
 * `TZ` says otherwise, or there is no such link.
 */
function linkedZone(): string | null {
  if (process.platform === 'win32' || process.env['TZ'] !== undefined) return null;
  try {
    const name = /\/zoneinfo\/(?:posix\/|right\/)?(.+)$/.exec(readlinkSync('/etc/localtime'))?.[1] ?? null;
    return name !== null && /^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu)$/.test(name) ? 'UTC' : name;
  } catch {
    return null; // a copy instead of a link, or nothing at all
  }
}

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch (error) {
    throw new UserError('cannot-read', 'the working directory does not exist any more', {
      hint: 'Change to another folder, and run the command again.',
      exit: EXIT.unreachable,
      cause: error,
    });
  }
}

function homeDirectory(): string {
  try {
    return homedir();
  } catch (error) {
    throw new UserError('cannot-read', 'this user has no home folder', {
      hint: 'Set DESKMEDIC_HOME, or give --home DIR.',
      exit: EXIT.unreachable,
      cause: error,
    });
  }
}

function dataDirectory(): string {
  // The package looks up the home folder while it loads, which fails where there is none.
  homeDirectory();
  // `require`, because this has to be synchronous and most verbs never come here.
  const { default: envPaths } = require('env-paths') as typeof import('env-paths');
  return envPaths('deskmedic', { suffix: '' }).data;
}

/** The login name; empty where the system has none for this user (a container with a bare user number). */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? process.env['USERNAME'] ?? '';
  }
}

/** A package manager's link or shim is on the PATH under the program's name; a clone's script is not. */
function commandOf(script: string): readonly string[] {
  if (!script.endsWith('.js') || script.split(sep).includes('node_modules')) return ['deskmedic'];
  return ['node', wayTo(script)];
}

/** From the working directory when it lies under that; else, or when there is none any more, as it is. */
function wayTo(script: string): string {
  try {
    const fromHere = relative(process.cwd(), script);
    return fromHere.startsWith('..') ? script : fromHere;
  } catch {
    return script; // whatever the command is given must still be told how to go on
  }
}

function randomHex(bytes: number): string {
  return Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
}
