/**
 * Everything the rest of the code may know of the outside world. Types only: the real thing is built in
 * `real.ts`, by `bin/` and `cli.ts` alone; tests build their own.
 */
export interface Io {
  readonly stdin: Input;
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** Questions, progress, warnings. */
  readonly stderr: Output;
  /** Prompts with a cursor (inquirer); `null` when stdin or stderr is no terminal, or `TERM=dumb`. */
  readonly terminal: Terminal | null;
  readonly files: Files;
  readonly network: Network;
  readonly clock: Clock;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly system: System;
  /** Aborted by SIGINT, SIGTERM or SIGHUP while no prompt is open. */
  readonly interrupted: AbortSignal;
  /** Absent where there is but one thread. */
  readonly threads?: Threads;
}

/** stdin. A failed read is a `UserError` with exit code 6: `cannot-read`, or `too-large` over 64 MiB. */
export interface Input {
  readonly isTerminal: boolean;
  /** The whole of stdin, as bytes. */
  bytes(): Promise<Uint8Array>;
  /**
   * stdin as it arrives, of any length; what is not asked for stays with the sender. An interruption throws `Cancelled`;
   * once `enough` is aborted it is at its end.
   */
  chunks(enough?: AbortSignal): AsyncIterable<Uint8Array>;
  /** The next line without its line end, or `null` at the end; never loses a line between two calls. */
  line(): Promise<string | null>;
}

/** stdout or stderr. */
export interface Output {
  readonly isTerminal: boolean;
  /** Width in characters; 80 where the stream has none. */
  readonly columns: number;
  /** The reader has gone away: what is written is swallowed. */
  readonly isClosed: boolean;
  /**
   * Resolves when the stream takes more; a closed pipe (EPIPE) resolves quietly and swallows what follows. Many texts at
   * once are written as they are, which is quicker than to join them first.
   */
  write(content: string | readonly string[] | Uint8Array): Promise<void>;
}

/** Further threads of this program. */
export interface Threads {
  /** Starts one. */
  start(): Thread;
  /** Resolves once this thread has heard what the others have answered: it does not while it works. */
  hear(): Promise<void>;
}

/** A thread that was started: the program does not end before it is stopped. */
export interface Thread {
  /**
   * What it answers; questions are answered one after the other. Both are copied, but for buffers that are `given`: they
   * change hands. Rejects with what was thrown there, or because the thread has ended.
   */
  ask(question: unknown, given?: readonly ArrayBuffer[]): Promise<unknown>;
  /** Ends it, whatever it is doing. */
  stop(): void;
}

/** What a thread does when it is asked, and which buffers of its answer change hands. */
export type Answerer = (
  question: unknown,
) => Promise<{ readonly answer: unknown; readonly given: readonly ArrayBuffer[] }>;

/** One of the choices of a selection. `value` is what comes back. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  /** Shown under the list while the choice is the current one. */
  readonly description?: string;
}

/** A prompt, ready to be shown: all text in it is escaped already. */
export type TerminalPrompt =
  | { readonly kind: 'input'; readonly message: string; readonly initial?: string; readonly hint?: string }
  | {
      readonly kind: 'select';
      readonly message: string;
      readonly choices: readonly Choice[];
      readonly initial?: string;
    }
  /** What is typed is never shown. */
  | { readonly kind: 'secret'; readonly message: string };

/** A person at a terminal. */
export interface Terminal {
  /** Resolves with what was typed or chosen. Ctrl-C, Ctrl-D and a closed terminal throw `Cancelled`. */
  ask(prompt: TerminalPrompt): Promise<string>;
  /** Runs `work` with a spinner and `message` on stderr; `tell` puts another message in its place. */
  progress<T>(message: string, work: (tell?: (message: string) => void) => Promise<T>): Promise<T>;
}

/** What is at a path. */
export interface FileFacts {
  readonly kind: 'file' | 'directory' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** The bytes of a file from `start` up to but not including `end`; without them, from its beginning and to its end. */
export interface FilePart {
  readonly start?: number;
  readonly end?: number;
  /** Each chunk is in the memory of the one before it: for who is done with one when the next is asked for. */
  readonly reuse?: boolean;
}

/**
 * The disk. Every failure is a `UserError` with exit code 6, code `cannot-read` or `cannot-write`, the path and
 * the reason in words. Paths may be relative to the working directory.
 */
export interface Files {
  /** Whole file; refuses one over `limit` bytes (default 64 MiB) with code `too-large`. */
  read(path: string, limit?: number): Promise<Uint8Array>;
  /**
   * A small file with a secret in it. One that others than its owner can read is refused with code `not-private`, where
   * the system tells (not on Windows).
   */
  readPrivate(path: string): Promise<Uint8Array>;
  /** A file, or a part of it, in chunks, for hashing and packing. */
  stream(path: string, part?: FilePart): AsyncIterable<Uint8Array>;
  /** `length` bytes from `offset` of a file of any size; fewer where the file ends before. */
  readAt(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** `null` when there is nothing at the path; follows links. */
  facts(path: string): Promise<FileFacts | null>;
  /** Names in a folder, sorted; `[]` when it does not exist. */
  names(directory: string): Promise<readonly string[]>;
  /** Paths that a glob pattern stands for, sorted, absolute. */
  glob(pattern: string): Promise<readonly string[]>;
  /** Creates folders as needed, mode 0700. */
  makeDirectory(path: string): Promise<void>;
  /** Removes a file or a folder with everything in it. */
  remove(path: string): Promise<void>;
  /**
   * All or nothing: temporary file beside the target (`wx`, 0600 unless `mode`), fsync, rename, fsync of the folder.
   * Without `overwrite` an existing target is an error with code `exists` and nothing is touched.
   * On any failure nothing is left behind.
   */
  write(
    path: string,
    content: string | Uint8Array | AsyncIterable<Uint8Array>,
    options?: { readonly overwrite?: boolean; readonly mode?: number },
  ): Promise<void>;
  /** A file without a name beside what will be written into `folder`, for what is too large to be held. */
  spool(folder: string): Promise<Spool>;
  /** Opens a file for appending, creating it (0600) when needed. */
  append(path: string): Promise<Appender>;
  /** Takes the lock file, or says who holds it. A lock whose process is gone is taken over. */
  lock(path: string): Promise<Lock | LockHolder>;
  /** `realpath`, or the absolute path when there is nothing there yet. */
  resolve(path: string): Promise<string>;
}

/** A file that only this process knows, and that goes with it. Whoever opened it closes it. */
export interface Spool {
  /** Bytes that it holds. */
  readonly size: number;
  append(bytes: Uint8Array): Promise<void>;
  /** `length` bytes from `offset`; fewer where it ends before. */
  readAt(offset: number, length: number): Promise<Uint8Array>;
  /** What it holds from `start` up to but not including `end`; the whole of it without them. `reuse` as in {@link FilePart}. */
  stream(start?: number, end?: number, reuse?: boolean): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** A file open for appending. After the first failed write it refuses every further one. */
export interface Appender {
  /** Resolves when the bytes are on disk (fsync). */
  append(bytes: string): Promise<void>;
  /** Cuts the file to `length` bytes, on disk. */
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** A lock file that this process holds. */
export interface Lock {
  readonly taken: true;
  release(): Promise<void>;
}

/** Who holds a lock instead, as that process wrote it; 0 and an empty host when the lock cannot be read. */
export interface LockHolder {
  readonly taken: false;
  readonly pid: number;
  readonly host: string;
}

/** The network: HTTPS alone, one request at a time, and nothing of what a request is for. */
export interface Network {
  /**
   * Sends one request, in TLS 1.2 or later, to the host that its URL names and no other: redirects come back as they are.
   * What goes wrong on the way is a result. Throws what `body` throws, and `Cancelled` when it is interrupted.
   */
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Resolves after so many milliseconds; throws `Cancelled` when it is interrupted. */
  pause(milliseconds: number): Promise<void>;
}

/** One request. */
export interface HttpRequest {
  readonly method: 'PUT' | 'HEAD';
  /** `https:`, without a user name or password. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent, with its exact length in bytes. */
  readonly body?: { readonly content: AsyncIterable<Uint8Array>; readonly bytes: number };
  /** Certificates (PEM) that are trusted beside those of the machine. */
  readonly ca?: string;
  /** The proxy to ask for a tunnel, and the hosts that need none (as in `NO_PROXY`). */
  readonly proxy?: { readonly url: string; readonly except: string };
  readonly limits: HttpLimits;
  /** Told how many bytes of the body were taken. */
  readonly onProgress?: (sent: number) => void;
}

/** How long each part of a request may take, in milliseconds. */
export interface HttpLimits {
  /** Until there is a connection to the server or the proxy. */
  readonly connect: number;
  /** In which not a byte is taken. */
  readonly idle: number;
  /** From the last byte of the body to the answer; what an answer says after its head has 5 seconds at most. */
  readonly answer: number;
}

/** What became of a request. */
export type HttpOutcome = HttpAnswer | HttpFailure;

/** The server's answer. */
export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  /** By name in lower case; of a header that came several times, the last. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether all of the request's body had left when the answer came. */
  readonly isAllSent: boolean;
  /** The first 2 KiB of the body, as UTF-8. */
  readonly text: string;
}

/** Why there was no answer. */
export interface HttpFailure {
  readonly kind: 'failed';
  readonly reason:
    | 'not-found' // the name of the host
    | 'not-reached'
    | 'stalled' // connected, then nothing went on
    | 'cut'
    | 'untrusted' // the certificate
    | 'wrong-host'
    | 'expired'
    | 'no-tls' // no common version, or no TLS at all
    | 'bad-answer' // no sound HTTP
    | 'bad-proxy' // its URL
    | 'proxy-refused';
  /** The code of the operating system or of TLS, or what is wrong with an answer. */
  readonly detail: string;
  /** The failure is the proxy's, before there was a way to the server. */
  readonly at?: 'proxy';
  /** Who issued the certificate that was refused, where that could be found out. */
  readonly issuer?: string;
  /** What a proxy answered instead of opening a tunnel. */
  readonly proxyStatus?: number;
}

/** The time, which nothing else in the program knows. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** The IANA name of the machine's time zone. */
  zone(): string;
}

/** The machine, the person's account on it, and this program as it is installed. Folders are absolute. */
export interface System {
  readonly platform: NodeJS.Platform;
  /** As Node writes it: `v20.19.0`. */
  readonly nodeVersion: string;
  /** The working directory, by which relative paths are read. */
  readonly cwd: string;
  /** The home folder of the person. */
  readonly home: string;
  /** The platform's own folder for a program's data, before `DESKMEDIC_HOME` and `--home`. */
  readonly dataDirectory: string;
  /** Folder of the installed package: `rules/`, `schemas/`, `dist/` lie in it. */
  readonly packageRoot: string;
  readonly userName: string;
  readonly hostName: string;
  /** The words that start this program once more: `deskmedic`, or `node` and a path for a clone. */
  readonly command: readonly string[];
  /** `bytes` random bytes as lower-case hex. */
  randomHex(bytes: number): string;
  /** Said first by a verb that goes through files of any size, a piece at a time: little memory is worth more to it than the last bit of speed. */
  keepMemoryLow(): void;
  /** Said before work that many small functions share, once for each of any number of records. */
  keepCodeSmall(): void;
  /** Said between two parts of such work, when nothing of the first is needed any more. */
  letGo(): void;
}
