import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sweepArchive } from '../../src/bundle/sweep.ts';
import { findKnown } from '../../src/redact/known/find-known.ts';
import type { KnownSecret } from '../../src/redact/known/known-secret.ts';
import { PIXEL } from '../support/bundle-case.ts';
import { craftZip, type CraftedEntry } from '../support/craft-zip.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const VALUE = 'Zx81/qUARTZ+77 kestrel';
const KNOWN: readonly KnownSecret[] = [
  { kind: 'cookie', value: 'another-cookie-0815', placeholder: '{cookie-1}' },
  { kind: 'password', value: VALUE, placeholder: '{password-1}' },
];

async function sweep(zip: Buffer): Promise<void> {
  const spool = await wholeIo().files.spool(temporaryFolder());
  try {
    await spool.append(zip);
    await sweepArchive('b.zip', spool, findKnown(KNOWN));
  } finally {
    await spool.close();
  }
}

const clean: CraftedEntry = {
  name: 'b/data/case.md',
  content: Buffer.from('nothing in it\n'.repeat(50)),
  deflate: true,
};
const LINE = (secret: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('13:41 ready\n'.repeat(30_000)),
    Buffer.from(secret as string),
    Buffer.from('\n13:42 gone\n'),
  ]);

/** A PNG with a further chunk behind its header. */
function pngWith(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([PIXEL.subarray(0, 33), length, Buffer.from(type), data, Buffer.alloc(4), PIXEL.subarray(33)]);
}

const wide = Buffer.from(VALUE, 'utf16le');
const SPELLINGS: readonly (readonly [string, string | Buffer])[] = [
  ['as it is', VALUE],
  ['in capitals', VALUE.toUpperCase()],
  ['for an address', encodeURIComponent(VALUE)],
  ['for a form', new URLSearchParams({ x: VALUE }).toString()],
  ['for JSON', JSON.stringify({ x: VALUE }).replaceAll('/', '\\/')],
  ['in hexadecimal digits', Buffer.from(VALUE).toString('hex')],
  ['in UTF-16', wide],
  ['in UTF-16, turned round', Buffer.from(wide).swap16()],
  ...['', 'x', 'xy'].map((before): [string, string] => [
    `in base64 behind ${before.length}`,
    Buffer.from(`${before}${VALUE} and more`).toString('base64'),
  ]),
];

describe('the last look at an archive', () => {
  it('lets pass what has no secret in it', async () => {
    await sweep(craftZip([clean, { name: 'b/data/evidence/01.png', content: PIXEL }]));
  });

  it.each(SPELLINGS)('finds a secret %s, in a file that is packed and in one that is not', async (_, written) => {
    for (const deflate of [true, false]) {
      const zip = craftZip([clean, { name: 'b/data/evidence/02.log', content: LINE(written), deflate }]);
      await expectRefused(zip, 'b/data/evidence/02.log');
    }
  });

  it.each<[string, Buffer]>([
    ['the text of a PNG', pngWith('tEXt', Buffer.from(`Comment\0${VALUE}`))],
    ['a chunk of a PNG that nobody knows', pngWith('prVt', Buffer.from(VALUE, 'utf16le'))],
    ['the bytes behind a PNG', Buffer.concat([PIXEL, Buffer.from(VALUE)])],
  ])('finds one in %s', async (_, content) => {
    for (const deflate of [true, false]) {
      await expectRefused(
        craftZip([clean, { name: 'b/data/evidence/01.png', content, deflate }]),
        'b/data/evidence/01.png',
      );
    }
  });

  it('finds one in the name of a file, and in what the archive says beside its files', async () => {
    const name = `b/data/${encodeURIComponent(VALUE)}.log`;
    await expect(sweep(craftZip([clean, { name }]))).rejects.toMatchObject({ code: 'secret-left', exit: 6 });
    const extra = Buffer.concat([Buffer.from([0x99, 0x99, VALUE.length, 0]), Buffer.from(VALUE)]);
    await expectRefused(craftZip([{ ...clean, extra }]), 'the archive itself');
  });

  it('looks at what is packed as it reads, not within what a file has packed itself', async () => {
    await sweep(craftZip([{ name: 'b/data/evidence/01.png', content: pngWith('zTXt', deflateSync(VALUE)) }]));
  });
});

async function expectRefused(zip: Buffer, where: string): Promise<void> {
  const error = await sweep(zip).then(
    () => undefined,
    (thrown: unknown) => thrown as Error & { hint: string },
  );
  expect(error).toMatchObject({ code: 'secret-left', exit: 6, message: expect.stringContaining('(password)') });
  expect(error!.message).toContain(where);
  for (const [, written] of SPELLINGS) expect(`${error!.message} ${error!.hint}`).not.toContain(String(written));
}
