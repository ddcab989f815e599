import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a zip as a test wants it, right or wrong. */
export interface CraftedEntry {
  readonly name: string | Buffer;
  readonly content?: Buffer;
  readonly deflate?: boolean;
  /** Unix mode; default a plain file, 0644. */
  readonly mode?: number;
  readonly flags?: number;
  readonly method?: number;
  /** What the headers claim, where it differs from the truth. */
  readonly claims?: { readonly size?: number; readonly crc?: number; readonly localName?: string };
  readonly extra?: Buffer;
}

/** A zip, byte for byte: no library would write what these tests need. */
export function craftZip(
  entries: readonly CraftedEntry[],
  changes: { readonly between?: Buffer; readonly count?: number } = {},
): Buffer {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string);
    const content = entry.content ?? Buffer.from('x');
    const packed = entry.deflate ? deflateRawSync(content) : content;
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(entry.flags ?? 0x0800, 2);
    shared.writeUInt16LE(entry.method ?? (entry.deflate ? 8 : 0), 4);
    shared.writeUInt16LE(0x21, 8);
    shared.writeUInt32LE(entry.claims?.crc ?? crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(entry.claims?.size ?? content.length, 18);
    const localName = Buffer.from(entry.claims?.localName ?? name);
    const local = Buffer.concat([signature(0x04034b50), shared, localName, packed]);
    local.writeUInt16LE(localName.length, 26);
    locals.push(local);
    const extra = entry.extra ?? Buffer.alloc(0);
    const record = Buffer.concat([signature(0x02014b50), Buffer.from([63, 3]), shared, Buffer.alloc(14), name, extra]);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt16LE(extra.length, 30);
    record.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    record.writeUInt32LE(offset, 42);
    records.push(record);
    offset += local.length;
  }
  const between = changes.between ?? Buffer.alloc(0);
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(changes.count ?? entries.length, 8);
  end.writeUInt16LE(changes.count ?? entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset + between.length, 16);
  return Buffer.concat([...locals, between, directory, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
