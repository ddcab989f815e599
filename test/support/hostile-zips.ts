import { crc32, deflateRawSync } from 'node:zlib';
import { craftZip, type CraftedEntry } from './craft-zip.ts';

/** An archive that is made to do harm, and the words of the reason for which it has to be refused. */
export type HostileZip = readonly [what: string, make: () => Buffer, reason: string];

const SIGNATURES = { local: 0x04034b50, record: 0x02014b50, end: 0x06054b50, locator: 0x07064b50, end64: 0x06064b50 };
const text = (content: string): Buffer => Buffer.from(content);

/** A bag's entries with others among them, so that nothing but those is wrong with it. */
const zip = (...entries: CraftedEntry[]): Buffer => craftZip([{ name: 'bag/bagit.txt' }, ...entries]);
const named = (...names: (string | Buffer)[]): Buffer => zip(...names.map((name) => ({ name })));
const inBag = (entry: Omit<CraftedEntry, 'name'>): Buffer => zip({ name: 'bag/data/x', ...entry });

/** A sound archive of two files, to be spoiled. */
const sound = (): Buffer => named('bag/data/x');
const endOf = (archive: Buffer): number => archive.lastIndexOf(signature(SIGNATURES.end));
const recordOf = (archive: Buffer, name: string): number => archive.lastIndexOf(text(name)) - 46;
const localOf = (archive: Buffer, name: string): number => archive.indexOf(text(name)) - 30;

function signature(value: number): Buffer {
  return numbers([value, 4]);
}

/** Little-endian numbers of 2, 4 or 8 bytes. */
function numbers(...fields: readonly (readonly [value: number | bigint, bytes: 2 | 4 | 8])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(8);
      buffer.writeBigUInt64LE(BigInt(value));
      return buffer.subarray(0, bytes);
    }),
  );
}

function spoiled(change: (archive: Buffer) => void, archive = sound()): Buffer {
  change(archive);
  return archive;
}

/** Room made in an archive, with the offsets that stand in its end record moved on. */
function inserted(archive: Buffer, at: number, bytes: Buffer, grows: 'offset' | 'length'): Buffer {
  const end = endOf(archive);
  const field = end + (grows === 'offset' ? 16 : 12);
  archive.writeUInt32LE(archive.readUInt32LE(field) + bytes.length, field);
  return Buffer.concat([archive.subarray(0, at), bytes, archive.subarray(at)]);
}

/** The archive with extra fields in the directory's record of `bag/data/x`. */
function withExtra(extra: Buffer, change: (record: Buffer) => void = () => {}): Buffer {
  const archive = sound();
  const at = recordOf(archive, 'bag/data/x');
  archive.writeUInt16LE(extra.length, at + 30);
  change(archive.subarray(at));
  return inserted(archive, at + 46 + 'bag/data/x'.length, extra, 'length');
}

/** The archive with extra fields in front of the data of its last entry. */
function withLocalExtra(extra: Buffer): Buffer {
  const archive = sound();
  const at = localOf(archive, 'bag/data/x');
  archive.writeUInt16LE(extra.length, at + 28);
  return inserted(archive, at + 30 + 'bag/data/x'.length, extra, 'offset');
}

interface End64 {
  readonly entries?: number | bigint;
  readonly offset?: number | bigint;
  readonly length?: number | bigint;
  readonly at?: number | bigint;
  readonly size?: number | bigint;
  readonly between?: Buffer;
  readonly small?: { readonly entries?: number; readonly offset?: number };
}

/** The sound archive with zip64 end records, right but for `changes`. */
export function zip64(changes: End64 = {}, archive = sound()): Buffer {
  const end = endOf(archive);
  const [entries, length, offset] = [
    archive.readUInt16LE(end + 10),
    archive.readUInt32LE(end + 12),
    archive.readUInt32LE(end + 16),
  ];
  const end64 = Buffer.concat([
    numbers([SIGNATURES.end64, 4], [changes.size ?? 44, 8], [0x033f, 2], [45, 2], [0, 4], [0, 4]),
    numbers([changes.entries ?? entries, 8], [changes.entries ?? entries, 8]),
    numbers([changes.length ?? length, 8], [changes.offset ?? offset, 8]),
    changes.between ?? Buffer.alloc(0),
  ]);
  const locator = numbers([SIGNATURES.locator, 4], [0, 4], [changes.at ?? end, 8], [1, 4]);
  const last = Buffer.from(archive.subarray(end));
  last.writeUInt16LE(changes.small?.entries ?? 0xffff, 8);
  last.writeUInt16LE(changes.small?.entries ?? 0xffff, 10);
  last.writeUInt32LE(changes.small?.offset ?? 0xffffffff, 16);
  return Buffer.concat([archive.subarray(0, end), end64, locator, last]);
}

/** An extra field with numbers of 64 bits. */
const long = (...values: (number | bigint)[]): Buffer =>
  numbers([1, 2], [values.length * 8, 2], ...values.map((value) => [value, 8] as const));

/** An entry that lies within the data of another one, which a bomb does a thousand times. */
function nested(): Buffer {
  const inner = craftZip([{ name: 'bag/data/y' }]);
  const local = inner.subarray(0, inner.indexOf(signature(SIGNATURES.record)));
  const archive = zip({ name: 'bag/data/x', content: local }, { name: 'bag/data/y' });
  const from = archive.lastIndexOf(signature(SIGNATURES.local));
  const to = archive.indexOf(signature(SIGNATURES.record));
  archive.writeUInt32LE(archive.indexOf(local), recordOf(archive, 'bag/data/y') + 42);
  const cut = Buffer.concat([archive.subarray(0, from), archive.subarray(to)]);
  cut.writeUInt32LE(from, endOf(cut) + 16);
  return cut;
}

/** Compressed data with something behind the end of its stream. */
function withHidden(): Buffer {
  const content = text('seen '.repeat(50));
  const packed = Buffer.concat([deflateRawSync(content), text('hidden')]);
  return inBag({ content: packed, method: 8, claims: { size: content.length, crc: crc32(content) } });
}

/** The thirteen of the requirements, and what else is known to have fooled readers. */
export const HOSTILE_ZIPS: readonly HostileZip[] = [
  ['a way out', () => named('../evil'), 'leads out of its folder'],
  ['an absolute path', () => named('/etc/x'), 'absolute path'],
  ['a drive', () => named('C:/x'), 'colon'],
  ['a backslash', () => named('bag\\..\\..\\x'), 'backslash'],
  ['a way out further in', () => named('bag/../../x'), 'leads out of its folder'],
  ['a link', () => inBag({ mode: 0o120777, content: text('/etc/passwd') }), 'is a link'],
  ['a name twice', () => named('bag/a', 'bag/a'), 'is there twice'],
  ['a NUL in a name', () => named('bag/a\0.txt'), 'control or invisible'],
  ['a bomb', () => inBag({ content: Buffer.alloc(200_000_000), deflate: true }), 'more than 200 times its size'],
  [
    'a size that lies',
    () => inBag({ content: Buffer.alloc(50_000_000), deflate: true, claims: { size: 10 } }),
    'longer than the archive says',
  ],
  ['an escape in a name', () => named('bag/\x1b[2Ja'), 'control or invisible'],
  ['names that differ by case', () => named('bag/A', 'bag/a'), 'by case or accents alone'],
  ['a device of Windows', () => named('bag/CON.txt'), 'reserved on Windows'],

  ['a link to a folder', () => zip({ name: 'bag/data/', mode: 0o120777, content: Buffer.alloc(0) }), 'is a link'],
  ...(
    [
      ['a character device', 0o020644],
      ['a block device', 0o060644],
      ['a pipe', 0o010644],
      ['a socket', 0o140644],
    ] as const
  ).map(([what, mode]): HostileZip => [what, () => inBag({ mode }), 'neither a file nor a folder']),
  ['a program that runs as root', () => inBag({ mode: 0o104755 }), 'permissions that no file has'],
  ['names that differ by their spelling in Unicode', () => named('bag/\u00e9', 'bag/e\u0301'), 'accents alone'],
  ['a file that is a folder too', () => named('bag/a', 'bag/a/b'), 'lies in a file'],
  ['a folder that is a file too', () => named('bag/a/b', 'bag/A'), 'lies in a file'],
  ...['nul', 'com1.log', 'LPT\u00b9', 'aux .txt', 'CONIN$'].map((name): HostileZip => [
    `the device ${name}`,
    () => named(`bag/${name}`),
    'reserved on Windows',
  ]),
  ['a hidden stream', () => named('bag/a:b'), 'colon'],
  ['a home folder', () => named('~/x'), 'one folder with everything in it'],
  ['a network share', () => named('//server/share/x'), 'absolute path'],
  ['a direction override', () => named('bag/gpj.\u202eexe'), 'control or invisible'],
  ['a name that is no text', () => named(Buffer.from([0x62, 0x2f, 0xff])), 'not text'],
  ['folders thousands deep', () => named(`bag/${'a/'.repeat(1_900)}x`), 'more than 240 bytes'],
  ['a second folder', () => named('other/x'), 'one folder with everything in it'],
  ['a file beside the folder', () => named('x'), 'one folder with everything in it'],

  ['encryption', () => inBag({ flags: 0x0801, content: Buffer.alloc(13), claims: { size: 1 } }), 'is encrypted'],
  ['strong encryption', () => inBag({ flags: 0x0841 }), 'encryption'],
  ['masked headers', () => inBag({ flags: 0x2800 }), 'is encrypted'],
  ['patched data', () => inBag({ flags: 0x0820 }), 'feature that is not known'],
  ...[1, 9, 12, 14, 93, 99].map((method): HostileZip => [
    `compression ${method}`,
    () => inBag({ method }),
    'compressed in a way',
  ]),
  ['another name in front of the data', () => inBag({ claims: { localName: 'bag/data/y' } }), 'two different names'],
  ['a name twice in an extra field', () => withExtra(numbers([0x7075, 2], [6, 2], [1, 2], [0, 4])), 'second name'],
  [
    'a name twice in front of the data',
    () => withLocalExtra(numbers([0x7075, 2], [6, 2], [1, 2], [0, 4])),
    'second name',
  ],
  ['extra fields over their end', () => withExtra(numbers([0x5455, 2], [900, 2], [0, 4])), 'lead over their end'],
  ['a rest of an extra field', () => withExtra(numbers([0x5455, 2])), 'lead over their end'],
  [
    'extra fields over their end in front of the data',
    () => withLocalExtra(numbers([0x5455, 2], [900, 2])),
    'lead over their end',
  ],
  ['a checksum that lies', () => inBag({ claims: { crc: 1 } }), 'wrong checksum'],
  ['something behind compressed data', withHidden, 'something behind its end'],
  [
    'a size that lies upwards',
    () => inBag({ content: Buffer.alloc(5_000, 'ab'), deflate: true, claims: { size: 900_000 } }),
    'shorter than the archive says',
  ],
  [
    'a bomb that lies about its size',
    () => inBag({ content: Buffer.alloc(200_000_000), deflate: true, claims: { size: 1_000_000 } }),
    'longer than the archive says',
  ],
  [
    'a bomb of many small entries',
    () => {
      const small = { content: Buffer.alloc(1_040_000), deflate: true };
      return zip(...Array.from({ length: 1_100 }, (_, index) => ({ name: `bag/data/${index}`, ...small })));
    },
    'more than 200 times its size',
  ],
  ['a bomb in 64 bits', () => withExtra(long(2 ** 45), (record) => record.writeUInt32LE(0xffffffff, 24)), 'mismatch'],
  ['entries within each other', nested, 'does not begin where the one before it ends'],
  [
    'two entries with the same data',
    () => spoiled((archive) => archive.writeUInt32LE(0, recordOf(archive, 'bag/data/x') + 42)),
    'two different names',
  ],
  [
    'data beyond the end',
    () =>
      spoiled((archive) => {
        for (const at of [localOf(archive, 'bag/data/x') + 18, recordOf(archive, 'bag/data/x') + 20]) {
          archive.writeUInt32LE(0x0fffffff, at);
          archive.writeUInt32LE(0x0fffffff, at + 4);
        }
      }),
    'overflows file bounds',
  ],

  [
    '65,534 entries',
    () => spoiled((archive) => [8, 10].forEach((at) => archive.writeUInt16LE(65_534, endOf(archive) + at))),
    'more than 5000 entries',
  ],
  [
    '60,000 entries that are there',
    () => craftZip(Array.from({ length: 60_000 }, (_, index) => ({ name: `bag/${index}` }))),
    'more than 5000 entries',
  ],
  ['a thousand billion entries', () => zip64({ entries: 2 ** 40 }), 'more than 5000 entries'],
  ['entries without number', () => zip64({ entries: 2n ** 64n - 1n }), 'zip64 end records are damaged'],
  [
    'fewer entries than there are',
    () => spoiled((archive) => [8, 10].forEach((at) => archive.writeUInt16LE(1, endOf(archive) + at))),
    'list of entries is damaged',
  ],
  [
    'more entries than there are',
    () => spoiled((archive) => [8, 10].forEach((at) => archive.writeUInt16LE(9, endOf(archive) + at))),
    'list of entries is damaged',
  ],
  [
    'a part of several',
    () => spoiled((archive) => archive.writeUInt16LE(1, endOf(archive) + 4)),
    'one part of several',
  ],
  [
    'a list that is nowhere',
    () => spoiled((archive) => archive.writeUInt32LE(0x7fffffff, endOf(archive) + 16)),
    'do not add up',
  ],
  [
    'a list of 4 GB',
    () => spoiled((archive) => archive.writeUInt32LE(0xfffffffe, endOf(archive) + 12)),
    'do not add up',
  ],
  ['something behind its end', () => Buffer.concat([sound(), text('x')]), 'something behind its end'],
  ['something before its beginning', () => Buffer.concat([text('#!/bin/sh\n'), sound()]), 'do not add up'],
  [
    'something between entries and list',
    () => craftZip([{ name: 'bag/x' }], { between: text('hidden') }),
    'between its entries and their list',
  ],
  ['another archive behind it', () => Buffer.concat([sound(), named('bag/evil')]), 'do not add up'],
  [
    'an end record in its comment',
    () => Buffer.concat([spoiled((archive) => archive.writeUInt16LE(22, endOf(archive) + 20)), craftZip([])]),
    'do not add up',
  ],
  [
    'a comment',
    () => Buffer.concat([spoiled((archive) => archive.writeUInt16LE(3, endOf(archive) + 20)), text('abc')]),
    'something behind its end',
  ],

  ['a locator that leads elsewhere', () => zip64({ at: 0 }), 'zip64 end records are damaged'],
  ['a locator that leads behind the end', () => zip64({ at: 2n ** 63n }), 'zip64 end records are damaged'],
  ['zip64 records that disagree', () => zip64({ entries: 1, small: { entries: 2 } }), 'zip64 end records are damaged'],
  [
    'zip64 records that nothing asks for',
    () => zip64({ small: { entries: 2, offset: sound().readUInt32LE(endOf(sound()) + 16) } }),
    'do not add up',
  ],
  [
    'a zip64 record with room for more',
    () => zip64({ size: 54, between: text('0123456789') }),
    'zip64 end records are damaged',
  ],
  [
    'an end that asks for zip64 records',
    () => spoiled((archive) => archive.writeUInt32LE(0xffffffff, endOf(archive) + 16)),
    'zip64 end records are damaged',
  ],
  [
    'sizes in 64 bits twice',
    () => withExtra(Buffer.concat([long(1), long(2)]), (record) => record.writeUInt32LE(0xffffffff, 24)),
    'its sizes twice',
  ],
  [
    'too few sizes in 64 bits',
    () => withExtra(long(1), (record) => [20, 24].forEach((at) => record.writeUInt32LE(0xffffffff, at))),
    'do not add up',
  ],
  ['sizes in 64 bits that nothing asks for', () => withExtra(long(1)), 'do not add up'],
  [
    'sizes in 64 bits that are not there',
    () => spoiled((archive) => archive.writeUInt32LE(0xffffffff, recordOf(archive, 'bag/data/x') + 24)),
    'do not add up',
  ],
  [
    'a size that no number holds',
    () => withExtra(long(2n ** 63n), (record) => record.writeUInt32LE(0xffffffff, 24)),
    'do not add up',
  ],

  ['nothing', () => Buffer.alloc(0), 'no zip file'],
  ['no entries', () => craftZip([]), 'one folder with everything in it'],
];
