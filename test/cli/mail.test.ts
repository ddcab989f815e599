import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createBundle } from '../../src/bundle/create.ts';
import { publishedSchema } from '../../src/commands/schema-names.ts';
import { bundleInput, RECORD } from '../support/bundle-case.ts';
import { diskIo, temporaryFolder } from '../support/disk.ts';
import { runTool, type RunOptions } from '../support/run-tool.ts';
import { wholeIo } from '../support/whole-io.ts';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
if (!HAS_PYTHON) console.warn('\n*** python3 is not installed: no outsider reads the messages. ***\n');

/** A message as Python's email package reads it, with everything that it finds wrong. */
interface ReadMail {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly defects: readonly string[];
  readonly parts: readonly { type: string; disposition: string | null; filename: string | null; base64: string }[];
}

const READ_MAIL = `
import sys, json, base64
from email import policy
from email.parser import BytesParser
raw = sys.stdin.buffer.read()
message = BytesParser(policy=policy.default).parsebytes(raw)
defects = [repr(d) for m in message.walk() for d in m.defects] + [repr(d) for h in message.values() for d in h.defects]
parts = [{'type': p.get_content_type(), 'disposition': p.get_content_disposition(), 'filename': p.get_filename(),
  'base64': base64.b64encode(p.get_payload(decode=True)).decode()} for p in message.iter_parts()]
print(json.dumps({'headers': [[k, str(v)] for k, v in message.items()], 'defects': defects, 'parts': parts}))`;

function readMail(bytes: Buffer): ReadMail {
  const { stdout, stderr } = spawnSync('python3', ['-c', READ_MAIL], {
    input: bytes,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stderr !== '') throw new Error(stderr);
  return JSON.parse(stdout) as ReadMail;
}

async function written(
  changes: Parameters<typeof bundleInput>[1] = {},
  args: readonly string[] = [],
  options: RunOptions = {},
) {
  const folder = temporaryFolder();
  const bundle = await createBundle(bundleInput(join(folder, 'b.zip'), changes), wholeIo());
  const output = join(folder, 'sr.eml');
  const ran = await runTool(['bundle', 'mail', bundle.path, '-o', output, ...args], {
    now: '2026-11-20T14:05:09Z',
    ...options,
  });
  return { folder, bundle, output, ran };
}

describe('bundle mail', () => {
  test.skipIf(!HAS_PYTHON)(
    'writes a message that another program reads: address, subject, text, and the zip byte for byte',
    async () => {
      const { bundle, output, ran } = await written();
      expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('Nothing was sent')]);
      const bytes = readFileSync(output);
      const mail = readMail(bytes);
      expect(mail.defects).toEqual([]);
      const headers = Object.fromEntries(mail.headers);
      expect(headers).toMatchObject({
        From: 'jo@example.com',
        To: 'attach@cisco.com',
        Subject: 'SR 698765432 S2 20261120-k3f9',
        Date: 'Fri, 20 Nov 2026 14:05:09 +0000',
        'X-Unsent': '1',
        'MIME-Version': '1.0',
      });
      expect(headers['Message-ID']).toMatch(/^<[0-9a-f.]+@deskmedic\.invalid>$/);
      const [text, zip] = mail.parts;
      expect(mail.parts.map(({ type, disposition }) => [type, disposition])).toEqual([
        ['text/plain', null],
        ['application/zip', 'attachment'],
      ]);
      const words = Buffer.from(text!.base64, 'base64').toString('utf8');
      expect(words).toMatch(/^# S2: /);
      expect(words).toContain(`Bundle id: ${bundle.id}`);
      expect(Buffer.from(zip!.base64, 'base64').equals(readFileSync(bundle.path))).toBe(true);
      expect(zip!.filename).toBe(`20261120-k3f9-20261120T134100Z-${bundle.id.slice(0, 12)}.zip`);
    },
  );

  test('has lines of at most 76 characters, ended by CRLF, in ASCII', async () => {
    const { output } = await written({ record: { ...RECORD, summary: 'Wörter – ☎ '.repeat(900) } });
    const text = readFileSync(output, 'latin1');
    expect(text).toMatch(/\r\n$/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[^\x20-\x7e]/);
    expect(Math.max(...text.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  test.skipIf(!HAS_PYTHON)('cannot be led to another header by what stands in a bundle', async () => {
    const hostile = 'x\r\nBcc: eve@example.com\r\n\r\n--=_deskmedic';
    const contact = { name: hostile, email: 'a@example.com\r\nBcc: eve@example.com' };
    const { output, ran } = await written({
      record: { ...RECORD, contact, summary: hostile, severity: { ...RECORD.severity, severity: hostile } },
    });
    expect(ran.code).toBe(0);
    const mail = readMail(readFileSync(output));
    expect(mail.defects).toEqual([]);
    const names = mail.headers.map(([name]) => name);
    expect(names).toEqual(['To', 'Subject', 'Date', 'Message-ID', 'X-Unsent', 'MIME-Version', 'Content-Type']);
    expect(mail.parts).toHaveLength(2);
  });

  test('prints JSON as its published schema says, and takes --sr first', async () => {
    const { output, ran } = await written({}, ['--sr', '123456789', '--json']);
    const told = JSON.parse(ran.stdout) as object;
    const validate = new Ajv2020({ strictTypes: false }).compile(publishedSchema('mail') as object);
    expect([validate(told), validate.errors]).toEqual([true, null]);
    expect(told).toMatchObject({ path: output, subject: expect.stringMatching(/^SR 123456789 /) as string });
    expect(told).toMatchObject({ bytes: readFileSync(output).length });
  });

  test('refuses what is too large for a mail, and names the way that has no limit', async () => {
    const { folder, bundle } = await written();
    const big = join(folder, 'big.zip');
    writeFileSync(big, readFileSync(bundle.path));
    truncateSync(big, 14_000_001);
    const ran = await runTool(['bundle', 'mail', big, '-o', join(folder, 'big.eml')]);
    expect([ran.code, ran.stderr]).toEqual([
      6,
      expect.stringMatching(/20 MB.*\[too-large-for-mail\]\n.*bundle upload/),
    ]);
    expect(existsSync(join(folder, 'big.eml'))).toBe(false);
    truncateSync(big, 14_000_000);
    expect((await runTool(['bundle', 'mail', big, '-o', join(folder, 'big.eml')])).stderr).toContain('[bad-zip]');
  });

  test('attaches what was verified, or nothing', async () => {
    const { folder, bundle } = await written();
    const disk = diskIo().files;
    const output = join(folder, 'changed.eml');
    // The file is replaced between looking at it and attaching it.
    const files = {
      ...disk,
      write: (...args: Parameters<typeof disk.write>) => {
        writeFileSync(bundle.path, 'another thing');
        return disk.write(...args);
      },
    };
    const ran = await runTool(['bundle', 'mail', bundle.path, '-o', output], { files });
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining('[changed]')]);
    expect(readdirSync(folder).filter((name) => name.includes('changed'))).toEqual([]);
  });

  test('writes over nothing, and asks nobody who is not there for the SR number', async () => {
    const { output, bundle } = await written();
    const again = await runTool(['bundle', 'mail', bundle.path, '-o', output]);
    expect([again.code, again.stderr]).toEqual([6, expect.stringContaining('[exists]')]);
    const onto = await runTool(['bundle', 'mail', bundle.path, '-o', bundle.path]);
    expect([onto.code, onto.stderr]).toEqual([6, expect.stringContaining('[exists]')]);
    const without = await written({ record: { ...RECORD, identity: {} } });
    expect([without.ran.code, without.ran.stderr]).toEqual([2, expect.stringContaining('[missing-answer]')]);
    expect(existsSync(without.output)).toBe(false);
    const wrong = await written({}, ['--sr', '12345678']);
    expect([wrong.ran.code, wrong.ran.stderr]).toEqual([2, expect.stringContaining('[bad-value]')]);
  });
});
