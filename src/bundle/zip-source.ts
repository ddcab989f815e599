import { callbackify } from 'node:util';
import { RandomAccessReader } from 'yauzl';
import type { Files } from '../io/io.ts';

/** What is asked of the disk to read an archive. */
export type ZipFiles = Pick<Files, 'facts' | 'readAt' | 'stream'>;

/** Headers are read with what stands behind them: an archive of many small files is not opened for each of them. */
const WINDOW = 64 * 1024;

/** Lets yauzl read through the `Io` instead of opening the file again. */
export class ZipSource extends RandomAccessReader {
  readonly #path: string;
  readonly #files: ZipFiles;
  #window: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: new Uint8Array() };

  constructor(path: string, files: ZipFiles) {
    super();
    this.#path = path;
    this.#files = files;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const read = callbackify(async () => this.part(position, length));
    read((error, bytes) => {
      if (error !== null) return callback(error);
      buffer.set(bytes, offset);
      callback(null, bytes.length);
    });
  }

  /** `length` bytes from `position`; fewer where the file ends before. */
  async part(position: number, length: number): Promise<Uint8Array> {
    if (length > WINDOW) return this.#files.readAt(this.#path, position, length);
    const { start, bytes } = this.#window;
    if (position >= start && position + length <= start + bytes.length) {
      return bytes.subarray(position - start, position - start + length);
    }
    const fresh = await this.#files.readAt(this.#path, position, WINDOW);
    this.#window = { start: position, bytes: fresh };
    return fresh.subarray(0, length);
  }

  /** What stands from `start` up to but not including `end`, a chunk at a time; `reuse` as in the `Io`. */
  async *chunks(start: number, end: number, reuse: boolean): AsyncGenerator<Uint8Array> {
    if (end - start <= WINDOW) yield await this.part(start, end - start);
    else yield* this.#files.stream(this.#path, { start, end, reuse });
  }
}
