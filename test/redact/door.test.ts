import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Spool } from '../../src/io/io.ts';
import { NotText } from '../../src/evidence/decode-stream.ts';
import { openDoor, readSealed, textContent, type Door, type RawEntry } from '../../src/redact/door.ts';
import { CREDENTIAL_KINDS, SECRET_KINDS } from '../../src/redact/kinds.ts';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { temporaryFolder } from '../support/disk.ts';

let spool: Spool;
beforeEach(async () => {
  spool = await realFiles(realSystem('.')).spool(temporaryFolder());
});
afterEach(() => spool.close());

function newDoor(required: readonly string[] = []): Door {
  return openDoor({ spool, required, machine: [{ kind: 'host', value: 'desk-tulsa-17' }], earlier: [] });
}

function entry(name: string, kind: 'text' | 'json' | 'ndjson' | 'har', text: string): RawEntry {
  return { name, kind, content: textContent(text) };
}

/** Takes all entries, then seals them; each by its name. */
async function pass(door: Door, ...raw: readonly RawEntry[]): Promise<Map<string, string>> {
  const taken = [];
  for (const one of raw) taken.push(await door.take(one));
  const passed = new Map<string, string>();
  for (const one of taken) {
    const sealed = door.seal(one);
    let text = '';
    for await (const bytes of sealed.content()) text += new TextDecoder().decode(bytes);
    passed.set(sealed.name, text);
  }
  return passed;
}

describe('the door', () => {
  it('says that an entry could not be searched when that fails at its name already', async () => {
    const broken: RawEntry = {
      get name(): string {
        throw new RangeError('Invalid string length');
      },
      kind: 'text',
      content: textContent('nothing\n'),
    };
    await expect(newDoor().take(broken)).rejects.toMatchObject({ code: 'cannot-redact' });
  });

  it('removes what was a secret in a HAR within JSON from all others, and keeps its ids', async () => {
    const [secret, id] = ['Zq8T0kenx7Kd9w2LmPz4', '0b9f8e7d-6c5b-4a39-8271-605f4e3d2c1b'];
    const headers = [
      { name: 'X-Anything', value: secret },
      { name: 'TrackingID', value: `GTWY_${id}` },
    ];
    const request = { method: 'GET', url: `https://api.example.com/a/GTWY_${id}/x`, headers };
    const har = { startedDateTime: '2026-11-20T13:41:00Z', request, response: { status: 200 } };
    const passed = await pass(
      newDoor(),
      entry('before.log', 'text', `seen ${secret} of GTWY_${id}\n`),
      entry('a.json', 'json', JSON.stringify([har])),
      entry('b.ndjson', 'ndjson', `${JSON.stringify(har)}\n`),
    );
    expect(passed.get('before.log')).toBe(`seen {token-1} of GTWY_${id}\n`);
    for (const name of ['a.json', 'b.ndjson']) {
      expect(passed.get(name)).not.toContain(secret);
      expect(passed.get(name)).toContain(`"url":"https://api.example.com/a/GTWY_${id}/x"`);
      expect(passed.get(name)).toContain(`{"name":"TrackingID","value":"GTWY_${id}"}`);
    }
  });

  it.each(['text', 'csv', 'ndjson'] as const)('refuses a HAR in %s that is no JSON', async (kind) => {
    const text = `{"a":1}\n{"startedDateTime":"2026-11-20T13:41:00Z","request":{"method":"GET","url":\n`;
    const raw: RawEntry = { name: 'a', kind, content: textContent(text) };
    await expect(newDoor().take(raw)).rejects.toBeInstanceOf(NotText);
  });

  it('removes what was a secret in one entry from all others, in whatever spelling and order', async () => {
    const secret = 'Zq8/T0ken+x7Kd=9';
    const passed = await pass(
      newDoor(),
      entry('before.log', 'text', `seen ${secret} and ${Buffer.from(`x${secret}`).toString('base64')} here\n`),
      entry('it.json', 'json', JSON.stringify({ refresh_token: secret })),
      entry('after.txt', 'text', `see ${encodeURIComponent(secret)} or ${Buffer.from(secret).toString('hex')}\n`),
    );
    expect(passed.get('it.json')).toBe('{"refresh_token":"{token-1}"}');
    expect(passed.get('before.log')).toMatch(/^seen \{token-1\} and \S*\{token-1\}\S* here\n$/);
    expect(passed.get('after.txt')).toBe('see {token-1} or {token-1}\n');
  });

  it('removes from a command as PowerShell encodes it what was a secret elsewhere, whatever stands before it there', async () => {
    const secret = 'Zx81-qUARTZ-77kestrel';
    const commands = ['', 'a', 'ab', 'ü'].map((before) =>
      Buffer.from(`${before}${secret} -x`, 'utf16le').toString('base64'),
    );
    const passed = await pass(
      newDoor(),
      entry('a.log', 'text', commands.map((command) => `powershell -e ${command}\n`).join('')),
      entry('it.json', 'json', JSON.stringify({ password: secret })),
    );
    expect(passed.get('a.log')).toMatch(/^(?:powershell -e \S{0,6}\{password-1\}\S+\n){4}$/);
  });

  it('gives the same secret the same placeholder in all entries, and never one that stands there already', async () => {
    const door = openDoor({ spool, required: [], machine: [], earlier: ['{card-1} of an earlier bundle'] });
    const passed = await pass(
      door,
      entry('a.txt', 'text', 'card 4111 1111 1111 1111\n'),
      entry('b.jsonl', 'ndjson', '{"card":"4111111111111111"}\n{"b":5555555555554444}\n'),
    );
    expect(passed.get('a.txt')).toBe('card {card-2}\n');
    expect(passed.get('b.jsonl')).toBe('{"card":"{card-2}"}\n{"b":"{card-3}"}\n');
  });

  it('leaves what was asked for in its field, and removes it elsewhere', async () => {
    const contact = { email: 'mia@desk.example', password: 'hunter2-hunter2' };
    const raw: RawEntry = {
      ...entry('case.json', 'json', JSON.stringify({ contact, summary: 'write to mia@desk.example' })),
      kindsIn: ([field]: readonly string[]) => (field === 'contact' ? CREDENTIAL_KINDS : SECRET_KINDS),
    } as RawEntry;
    const door = newDoor();
    expect(await readSealed(door.seal(await door.take(raw)))).toEqual({
      contact: { email: 'mia@desk.example', password: '{password-1}' },
      summary: 'write to {email-1}',
    });
    expect(door.personal()).toEqual([{ kind: 'email', value: 'mia@desk.example', placeholder: '{email-1}' }]);
  });

  it('leaves an id that was asked for in its field, whatever number it passes for, and removes that elsewhere', async () => {
    const identity = { contract: '4111111111111111', subscription: 'GB82WEST12345698765432', product: '536-22-9067' };
    const raw: RawEntry = {
      ...entry('case.json', 'json', JSON.stringify({ identity, summary: '4111111111111111' })),
      kindsIn: ([field]: readonly string[]) => (field === 'identity' ? CREDENTIAL_KINDS : SECRET_KINDS),
    } as RawEntry;
    const log = entry('a.log', 'text', 'card 4111 1111 1111 1111, token=4111111111111111\n');
    const passed = await pass(newDoor(Object.values(identity)), log, raw);
    expect(passed.get('a.log')).toBe('card {card-1}, token={token-1}\n');
    expect(JSON.parse(passed.get('case.json')!)).toEqual({ identity, summary: '{card-1}' });
  });

  it('takes no required value for a secret, and names the machine nowhere', async () => {
    const passed = await pass(
      newDoor(['supervisor-mia-22']),
      entry('a.txt', 'text', 'password=supervisor-mia-22 on DESK-TULSA-17\nand supervisor-mia-22 again\n'),
    );
    expect(passed.get('a.txt')).toMatch(/^password=\{password-1\} on \{host-1\}\nand supervisor-mia-22 again\n$/);
  });

  it('removes a full name, a user name and a number wherever they stand once something announced them', async () => {
    const passed = await pass(
      newDoor(['agent.blue', 'Rowan Castell']),
      entry('a.log', 'text', 'Customer: Ines Quiroga-Bell\nC:\\Users\\ccollins\\x caller id: (415) 555-0100\n'),
      entry('4155550100.txt', 'text', 'we told ines quiroga-bell and CCOLLINS, not Ines; order 2025550143\n'),
    );
    expect(passed.get('telephone-1.txt')).toBe(
      'we told {customer-name-1} and {user-folder-1}, not Ines; order 2025550143\n',
    );
  });

  it('keeps an id that a HAR was searched by, although a log takes it for a secret', async () => {
    const id = 'ROUTER_7f3a2c10-1b2d-4c3e-8f90-123456789012';
    const har = {
      log: {
        entries: [
          {
            request: { method: 'GET', url: 'https://api.example.com/v1', headers: [] },
            response: { status: 504, headers: [{ name: 'trackingid', value: id }] },
          },
        ],
      },
    };
    const passed = await pass(
      newDoor(),
      entry('a.log', 'text', `token=${id}\nlost at ${id}\n`),
      entry('b.har', 'har', JSON.stringify(har)),
    );
    expect(passed.get('a.log')).toBe(`token={token-1}\nlost at ${id}\n`);
    expect(passed.get('b.har')).toContain(id);
  });

  it('removes what people are called in bodies of a HAR from what is written about them', async () => {
    const body = JSON.stringify({ customerName: 'Ines Quiroga-Bell', phone: '+1 415 555 0100' });
    const entries = [
      {
        request: { method: 'GET', url: 'https://api.example.com/v1', headers: [] },
        response: { status: 200, headers: [], content: { mimeType: 'application/json', text: body } },
      },
    ];
    const passed = await pass(
      newDoor(),
      entry('b.har', 'har', JSON.stringify({ log: { entries } })),
      entry('a.txt', 'text', 'Ines Quiroga-Bell called, see 4155550100.wav\n'),
    );
    expect(passed.get('a.txt')).toBe('{customer-name-1} called, see {telephone-1}.wav\n');
  });

  it('remembers what stands in base64 only', async () => {
    const passed = await pass(
      newDoor(),
      entry('a.txt', 'text', 'seen Otter7lake9 twice\n'),
      entry('b.txt', 'text', `x ${Buffer.from('{"password":"Otter7lake9"}').toString('base64')}\n`),
    );
    expect([...passed.values()]).toEqual(['seen {password-1} twice\n', 'x {encoded-1}\n']);
  });

  it('reports kinds, counts and files, never a value', async () => {
    const door = newDoor();
    await pass(
      door,
      entry('evidence/4111111111111111.txt', 'text', 'pass: hunter2 pass: hunter2'),
      entry('b.jsonl', 'ndjson', '{"a":"pass: other"}\r\n\r\n{"b":1}\n'),
    );
    const report = door.report();
    expect(report.removed).toEqual([
      { kind: 'card', count: 1, where: 'data/evidence/card-1.txt' },
      { kind: 'password', count: 2, where: 'data/evidence/card-1.txt' },
      { kind: 'password', count: 1, where: 'data/b.jsonl' },
    ]);
    expect(JSON.stringify(report)).not.toMatch(/hunter2|4111/);
    expect(report.note).toMatch(/painted in an image/);
  });

  it('refuses what is not JSON, and does not quote it', async () => {
    await expect(newDoor().take(entry('a.json', 'json', '{"password": hunter2'))).rejects.toMatchObject({
      code: 'cannot-redact',
      exit: 6,
      message: expect.not.stringContaining('hunter2'),
    });
  });

  it.each<[string, Uint8Array]>([
    ['half a character', Buffer.from('hunter2 \xe2\x82', 'latin1')],
    ['a NUL', Buffer.from('hunter2\0')],
    ['UTF-16 without its second half', Buffer.from('\xff\xfeh', 'latin1')],
  ])('cannot search %s', async (_, bytes) => {
    const content = async function* (): AsyncGenerator<Uint8Array> {
      yield bytes;
    };
    await expect(newDoor().take({ name: 'a.txt', kind: 'text', content })).rejects.toBeInstanceOf(NotText);
  });

  it('reads UTF-8 and UTF-16 with their marks, and gives UTF-8', async () => {
    const text = 'Grüße 😀\r\npassword=hunter2\r\n';
    const encodings = [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ];
    for (const bytes of encodings) {
      const content = async function* (): AsyncGenerator<Uint8Array> {
        for (const byte of bytes) yield Uint8Array.of(byte);
      };
      expect((await pass(newDoor(), { name: 'a', kind: 'text', content })).get('a')).toBe(
        'Grüße 😀\r\npassword={password-1}\r\n',
      );
    }
  });

  it('finds the same secrets in a long text however it is cut', async () => {
    const filler = fc.constantFrom('08:41 the agent is ready, and waits\n', 'x'.repeat(700), '\r\n', 'ü😀 ', '1 ');
    const secret = fc.constantFrom(
      'password=hunter2 ',
      'card 4111 1111 1111 1111\n',
      'Cookie: sid=abc\n',
      'password:\n  hunter2\n',
    );
    const piece = fc.tuple(fc.array(filler, { maxLength: 6 }), secret, fc.nat(60));
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 2, maxLength: 6 }),
        fc.integer({ min: 1, max: 70_000 }),
        async (pieces, size) => {
          const text = pieces.map(([fillers, found, times]) => fillers.join('').repeat(times) + found).join('');
          const bytes = Buffer.from(text);
          const content = async function* (): AsyncGenerator<Uint8Array> {
            for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
          };
          const whole = (await pass(newDoor(), entry('a', 'text', text))).get('a');
          expect((await pass(newDoor(), { name: 'a', kind: 'text', content })).get('a')).toBe(whole);
          expect(whole).not.toMatch(/hunter2|4111|sid=abc/);
        },
      ),
      { numRuns: 40 },
    );
  });
});
