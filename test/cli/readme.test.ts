import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { png } from '../evidence/images.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { talkInTerminal } from '../support/talk.ts';

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

/** The dialogue that README shows: what is seen, and behind each question what was answered. */
function dialogueInReadme(): string[] {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const block = /```text\n\$ deskmedic\n([\s\S]*?)```/.exec(readme)?.[1];
  if (block === undefined) throw new Error('README shows no dialogue');
  return block.split('\n').filter((line) => line.trim() !== '');
}

/** What differs from run to run: ids, folders, times, sizes, digests. Blanks too, which depend on the width. */
function masked(text: string): string {
  return text
    .replaceAll(program.folder, '/home/sam')
    .replace(/\/home\/sam\/(?:home|\.local\/share\/deskmedic)/g, '<home>')
    .replace(/\d{8}-[a-z2-9]{4}(?:-\d{8}T\d{6}Z)?/g, '<case>')
    .replace(/= \d{4}-\d\d-\d\d .*? UTC/g, '= <time>')
    .replace(/\b[0-9a-f]{64}\b/g, '<digest>')
    .replace(/\d+ bytes/g, '<n> bytes')
    .replace(/\s+/g, ' ')
    .trim();
}

test('the dialogue in README is what one sees', async () => {
  const lines = dialogueInReadme();
  mkdirSync(join(program.folder, 'home'));
  writeFileSync(join(program.folder, 'status bar.png'), png(40, 30));
  const talk = talkInTerminal({ bin: program.bin, home: join(program.folder, 'home'), cwd: program.folder });
  for (const line of lines.filter((item) => item.startsWith('? '))) {
    const shown = await talk.next();
    const question = (shown?.question ?? 'the end').replace(/\s+/g, ' ');
    expect(line.slice(2, 2 + question.length)).toBe(question);
    await talk.answer(line.slice(2 + question.length).trim());
  }
  expect(await talk.next()).toBeNull();
  expect(await talk.ended).toMatchObject({ code: 3 });

  const seen = masked(talk.transcript());
  let from = 0;
  for (const line of lines) {
    const at = seen.indexOf(masked(line), from);
    expect(
      at,
      `${masked(line)}\nis not seen after\n${seen.slice(Math.max(0, from - 300), from)}`,
    ).toBeGreaterThanOrEqual(0);
    from = at + 1;
  }
});
