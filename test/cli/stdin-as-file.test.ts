import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/disk.ts';
import { runTool } from '../support/run-tool.ts';

const LOG = '2026-11-20T13:00:00.377Z INFO sign-in with password=Otter7lake\n';

describe('what is read more than once may come by stdin as well', () => {
  async function aBundle(): Promise<Buffer> {
    const folder = temporaryFolder();
    const from = join(folder, 'escalation.json');
    const escalation = { schema: 'deskmedic/escalation/v1', area: 'portal', summary: 'It does not load.' };
    writeFileSync(from, JSON.stringify({ ...escalation, screenshots: [] }));
    const path = join(folder, 'b.zip');
    expect((await runTool(['bundle', 'create', '--from', from, '-o', path, '--allow-incomplete'])).code).toBe(0);
    return readFileSync(path);
  }

  test('to redact it, and nothing else is left of it', async () => {
    const [home, output] = [temporaryFolder(), join(temporaryFolder(), 'clean.log')];
    const { code } = await runTool(['redact', '-', '-o', output, '--home', home], { stdin: LOG });
    expect([code, readFileSync(output, 'utf8')]).toEqual([0, LOG.replace('Otter7lake', '{password-1}')]);
    expect(readdirSync(home)).toEqual([]);
  });

  test('to read it', async () => {
    const file = join(import.meta.dirname, '../../fixtures/evidence/console/behind-a-proxy.log');
    const [byName, byStdin] = await Promise.all([
      runTool(['read', file, '--json']),
      runTool(['read', '-', '--json'], { stdin: readFileSync(file) }),
    ]);
    expect(JSON.parse(byStdin.stdout)).toEqual(JSON.parse(byName.stdout.replaceAll(JSON.stringify(file), '"-"')));
    expect(byStdin.code).toBe(byName.code);
  });

  test('to verify and to analyze it', async () => {
    const bundle = await aBundle();
    const verified = await runTool(['bundle', 'verify', '-', '--json'], { stdin: bundle });
    expect(JSON.parse(verified.stdout)).toMatchObject({ valid: true, errors: [] });
    const cut = await runTool(['bundle', 'verify', '-'], { stdin: bundle.subarray(0, 3000) });
    expect(cut.code).toBe(3);
    expect((await runTool(['analyze', '-', '--json'], { stdin: bundle })).code).toBe(0);
  });
});
