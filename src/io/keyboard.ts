import { PassThrough } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream } from 'node:tty';
import { createKeyReader } from './keys.ts';

/** The keys of one prompt. */
export interface Keyboard {
  /** For inquirer: looks like the terminal's stdin, and gives nothing before {@link Keyboard.listen}. */
  readonly stream: NodeJS.ReadableStream;
  /** From now on keys count; those typed before are answers to a question that nobody has seen yet. */
  listen(): void;
  /** Gives the terminal back: raw mode off, nobody listening, the process free to end. */
  close(): void;
}

/**
 * Puts itself between a terminal and a prompt, see `keys.ts`. `onClosed` is called for Ctrl-C, Ctrl-D and the end of input:
 * by itself inquirer would never settle on the latter two. `filter` has the last word on what reaches the prompt.
 */
export function openKeyboard(
  terminal: ReadStream,
  onClosed: () => void,
  filter: (keys: string) => string = (keys) => keys,
): Keyboard {
  const stream = new PassThrough();
  const decoder = new StringDecoder('utf8');
  const read = createKeyReader();
  let isListening = false;

  const onData = (chunk: Uint8Array | string): void => {
    const keys = read(typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk)));
    if (keys.cancelled) onClosed();
    else if (isListening && keys.text !== '') stream.write(filter(keys.text));
  };
  const setRawMode = (isRaw: boolean): void => {
    if (terminal.isTTY && !terminal.destroyed) terminal.setRawMode(isRaw);
  };
  terminal.on('data', onData);
  terminal.on('end', onClosed);
  terminal.resume();
  if (terminal.readableEnded || terminal.destroyed) onClosed();

  return {
    stream: Object.assign(stream, { isTTY: true, setRawMode }),
    listen() {
      isListening = true;
    },
    close() {
      terminal.off('data', onData);
      terminal.off('end', onClosed);
      terminal.pause();
      setRawMode(false);
    },
  };
}
