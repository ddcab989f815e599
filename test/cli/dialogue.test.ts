import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PIXEL } from '../support/bundle-case.ts';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { openBundle } from '../support/open-bundle.ts';
import { sitDownWith } from '../support/sit-down.ts';
import { answerOf, kindOf, talkThrough, type Kind, type Person } from '../support/person.ts';
import type { Shown, Talk, TalkOptions } from '../support/talk.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
/** What must never reach a screen raw: escapes and other controls, bidi and zero-width characters. */
const HOSTILE = 'a\u001b[31mred\u0007\u202eRTL\u200b\u2028z';
const ESCAPED = 'a\\u001b[31mred\\u0007\\u202eRTL\\u200b\\u2028z';

let program: BuiltProgram;
beforeAll(() => {
  program = installProgram();
});
afterAll(() => program.remove());

const sitDown = (options: Partial<TalkOptions> = {}): ReturnType<typeof sitDownWith> => sitDownWith(program, options);

const RESERVED: Person = {
  typed: 'Reserved',
  symptom: 'desktop/reserved-while-talking',
  facts: { 'call.active': true, 'affected.scope': 'one-agent' },
  screenshots: 'shot.png',
};
const SILENT: Person = {
  typed: 'Not Responding',
  symptom: 'desktop/not-responding-phone-silent',
  facts: { 'call.active': false, 'affected.scope': 'one-agent' },
  steps: 'not-fixed',
  screenshots: 'shot.png',
};

/** Long enough for a key to be taken before the next. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

/** Answers until a question of this kind is shown. */
async function talkUntil(talk: Talk, person: Person, wanted: Kind): Promise<Shown> {
  const kinds: Kind[] = [];
  for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
    const kind = kindOf(shown, kinds.includes('area'));
    if (kind === wanted) return shown;
    kinds.push(kind);
    await talk.answer(answerOf(person, shown, kind));
  }
  throw new Error(`it was never asked: ${kinds.join(' ')}`);
}

/** The command after "Go on with:", as one would copy it from the screen. */
function resumeCommand(screen: string): string {
  return /Go on with: ([^\n]+)/.exec(screen)![1]!.trim();
}

test('each of several screenshots is copied only if one agrees to that very one', async () => {
  const at = sitDown();
  writeFileSync(join(at.cwd, 'customer.png'), PIXEL);
  const person: Person = { ...SILENT, screenshots: 'shot.png customer.png' };
  const talk = at.terminal();
  const asked: string[] = [];
  const kinds: Kind[] = [];
  for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
    const kind = kindOf(shown, kinds.includes('area'));
    kinds.push(kind);
    if (kind === 'copies') asked.push(shown.question);
    const isCustomer = shown.question.includes('customer.png');
    await talk.answer(answerOf(kind === 'copies' ? { ...person, copies: !isCustomer } : person, shown, kind));
  }
  expect(asked).toEqual(['Copy shot.png into the bundle?', 'Copy customer.png into the bundle?']);
  expect((await talk.ended).code).toBe(3);
  const [bundle] = readdirSync(at.cwd).filter((name) => name.endsWith('.zip'));
  const { evidence } = openBundle(join(at.cwd, bundle!)) as { evidence: { name: string; copied: boolean }[] };
  expect(evidence).toMatchObject([
    { name: 'customer.png', copied: false, why: 'nobody agreed to copying it' },
    { name: 'shot.png', copied: true },
  ]);
});

describe('leaving', () => {
  test.each([
    ['Ctrl-C', (talk: Talk) => talk.send(CTRL_C)],
    ['Ctrl-D', (talk: Talk) => talk.send(CTRL_D)],
    ['SIGTERM', (talk: Talk) => talk.kill('SIGTERM')],
  ])('%s ends with 130, keeps everything, and prints a command that works when it is pasted', async (_, leave) => {
    const at = sitDown();
    const talk = at.terminal({ columns: 80 });
    const shown = await talkUntil(talk, SILENT, 'step');
    leave(talk);
    expect((await talk.ended).code).toBe(130);
    expect(at.journal().filter((entry) => entry.type === 'answered')).toHaveLength(2);
    // In another folder, and without the environment that the first one had.
    const pasted = spawnSync('sh', ['-c', resumeCommand(talk.transcript()).replace(/^node /, `${process.execPath} `)], {
      cwd: at.cwd,
      env: { PATH: process.env['PATH'], HOME: at.cwd },
      input: '',
      encoding: 'utf8',
    });
    expect(pasted.stderr).toContain(shown.question);
    expect(pasted.status).toBe(2);
  });

  test('where it is installed as a command, that command is printed', () => {
    const at = sitDown();
    symlinkSync(program.bin, join(at.cwd, 'deskmedic'));
    const ran = spawnSync(
      process.execPath,
      [join(at.cwd, 'deskmedic'), 'diagnose', 'Not Responding', '--home', 'home'],
      {
        cwd: at.cwd,
        input: '',
        encoding: 'utf8',
      },
    );
    expect(resumeCommand(ran.stderr)).toBe(`deskmedic diagnose --resume ${at.cases()[0]} --home ${at.home}`);
  });

  test('SIGTERM and SIGINT behind a pipe do the same', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const talk = sitDown().lines();
      await talkUntil(talk, SILENT, 'step');
      talk.kill(signal);
      expect(await talk.ended).toEqual({ code: 130, signal: null });
      expect(resumeCommand(talk.transcript())).toContain('--plain');
    }
  });

  test('nobody there: it ends at once with 2 and names what was missing', () => {
    const at = sitDown();
    const started = Date.now();
    const ran = at.run(['diagnose']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('missing: text (What do you see?)');
    expect(Date.now() - started).toBeLessThan(5_000);
    const vendor = at.run(['--plain', 'diagnose'], { input: 'Reserved\n1\n' });
    expect(vendor.code).toBe(2);
    for (const field of ['username', 'agentUsername', 'firstObservedAt', 'screenshots'])
      expect(vendor.stderr).toContain(`${field} (`);
  });
});

describe('--plain over a pipe', () => {
  test('writes no escape byte from the first question to the bundle, and ends by itself', async () => {
    const talk = sitDown().lines();
    const { kinds } = await talkThrough(talk, SILENT);
    expect(kinds).toContain('screenshots');
    expect(await talk.ended).toEqual({ code: 3, signal: null });
    expect(talk.raw()).not.toContain('\u001b');
    expect(talk.raw()).not.toContain('\r');
    expect(talk.stdout()).toContain('Bundle ');
  });

  test('takes CRLF, numbers, and the words of a choice, in any case, their beginning included', () => {
    const input = 'Not Responding\r\n1\r\nNO\r\nCould not do it\r\nNo\r\nY\r\nskip\r\nyes\r\n';
    const ran = sitDown().run(['--plain', 'diagnose', '--json'], { input });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      state: 'solved',
      steps: [{ result: 'not-fixed' }, { result: 'could-not-do' }, { result: 'skip' }, { result: 'fixed' }],
    });
  });
});

describe('stdout', () => {
  test('holds nothing but the result', async () => {
    const at = sitDown();
    const talk = at.lines({ args: ['diagnose', '--json'] });
    await talkThrough(talk, RESERVED);
    await talk.ended;
    const schema = at.run(['schema', 'result']);
    const result = JSON.parse(talk.stdout()) as Record<string, unknown>;
    expect(result).toMatchObject({ schema: 'deskmedic/result/v1', state: 'escalated', action: 'escalate' });
    const ajv = new Ajv2020({ strict: false });
    const validate = ajv.compile(JSON.parse(schema.stdout) as object);
    expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  });

  test('a terminal gets its questions on stderr', () => {
    const at = sitDown();
    const command = `printf 'Please Refresh the Page\\n1\\nyes\\n1\\n' | ${process.execPath} ${program.bin} --plain 2>/dev/null`;
    const ran = spawnSync('sh', ['-c', command], {
      encoding: 'utf8',
      env: { ...process.env, DESKMEDIC_HOME: at.home },
    });
    expect(ran.stdout.trim().split('\n')).toEqual([
      'Good. Nothing else is needed.',
      expect.stringMatching(/^Case \d{8}-\w{4}: solved {2}portal\/please-refresh-the-page, 1 step tried$/),
    ]);
  });
});

describe('wishes', () => {
  test('"back" works at every question of a talk and asks the one before again', async () => {
    const at = sitDown();
    const talk = at.terminal();
    const answered: { shown: Shown; kind: Kind }[] = [];
    const taken = new Set<Kind>();
    for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
      const kind = kindOf(shown, false);
      const before = answered.at(-1);
      if (before !== undefined && !taken.has(kind)) {
        taken.add(kind);
        await talk.answer(shown.choices.length === 0 ? 'back' : 'Back');
        const again = (await talk.next())!;
        expect(again.question, `back at ${kind}`).toBe(before.shown.question);
        expect(again.choices).toEqual(before.shown.choices);
        await talk.answer(answerOf(SILENT, again, before.kind));
      } else {
        answered.push({ shown, kind });
        await talk.answer(answerOf(SILENT, shown, kind));
      }
    }
    expect((await talk.ended).code).toBe(3);
    expect(taken.size).toBeGreaterThanOrEqual(10);
    const record = openBundle(join(at.cwd, at.bundles()[0]!));
    expect((record['stepsTried'] as unknown[]).length).toBe(4);
  });

  test('"back" at the first question says that there is nothing before it', async () => {
    const talk = sitDown().terminal();
    await talk.next();
    await talk.answer('back');
    const again = await talk.next();
    expect(again?.text).toContain('This is the first question.');
  });

  test('"why" says what the question is for, names the row and its source, and asks again', async () => {
    const talk = sitDown().terminal();
    const step = await talkUntil(talk, SILENT, 'step');
    await talk.answer('Why this question?');
    const again = (await talk.next())!;
    expect(again.question).toBe(step.question);
    expect(again.text).toContain('desktop/not-responding-phone-silent');
    expect(again.text).toContain('Module 13');
  });
});

describe('what is no answer is refused with what to type instead, and asked again', () => {
  const DETAILS: Person = { ...RESERVED, screenshots: '' };
  const CASES: readonly (readonly [Kind, string, Person, RegExp])[] = [
    ['pick', '99', RESERVED, /"99" is not among the answers: 1 /],
    ['pick', '', RESERVED, /Choose one: 1 /],
    ['step', 'maybe', SILENT, /"maybe" is not among the answers/],
    ['names', 'a, b, c', DETAILS, /Two names at most/],
    ['time', 'soonish', DETAILS, /soonish|time/],
    ['time', 'tomorrow 08:00', DETAILS, /future|not yet|ahead/i],
    ['screenshots', 'nowhere.png', DETAILS, /there is no such file/],
    ['screenshots', 'home', DETAILS, /that is a folder/],
    ['scope', 'many', DETAILS, /"many" is not among the answers/],
  ];
  test.each(CASES)('at %s: "%s"', async (kind, words, person, says) => {
    const talk = sitDown().lines();
    const shown = await talkUntil(talk, person, kind);
    talk.send(`${words}\n`);
    const again = (await talk.next())!;
    expect(again.text).toMatch(says);
    expect(again.question).toBe(shown.question);
  });

  test('at a number and at a duration', () => {
    const input = 'The network interruption lasted longer than two minutes\n1\nyes\nno\nyes\ntoday 00:00\nlots\n';
    const ran = sitDown().run(['--plain', 'diagnose'], { input });
    expect(ran.stderr).toContain('"lots" is no number; type digits, or Enter for "I don\'t know".');
    const message = sitDown().run(['--plain', 'diagnose'], {
      input: 'Communication Interruption on 1/2 at 3\n1\na while\n',
    });
    expect(message.stderr).toContain('"a while" is no duration; type 90s, 2m, 1h or 00:01:30.');
  });
});

describe('what is typed or loaded never reaches a screen raw', () => {
  test('in a text, a name and a path, at the prompt and in the result', () => {
    const at = sitDown();
    writeFileSync(join(at.cwd, `${HOSTILE.replaceAll('\u0007', '')}.png`), 'no image');
    const input = `${HOSTILE} Reserved\n1\n${HOSTILE}\n${HOSTILE}\ntoday 00:00\n${HOSTILE}\n"${HOSTILE.replaceAll('\u0007', '')}.png"\n\n1\n\nyes\n`;
    const ran = at.run(['--plain', 'diagnose'], { input });
    const id = at.cases()[0]!;
    const all = [
      ran,
      at.run(['case', 'show', id]),
      at.run(['case', 'answers', id]),
      at.run(['case', 'show', id, '--json']),
    ];
    for (const { stdout, stderr } of all) expect(stdout + stderr).not.toMatch(/[\u0007\u001b\u202e\u200b\u2028]/);
    expect(ran.stderr).toContain(ESCAPED);
  });

  test('in a terminal, a pasted text with newlines is one answer', async () => {
    const at = sitDown();
    const talk = at.terminal();
    await talk.next();
    talk.send('\u001b[200~status bar\nsays Reserved\r\nand\u001b[31m stays\u001b[201~');
    await pause();
    talk.send('\r');
    expect((await talk.next())?.question).toBe('Which of these is it?');
    expect(at.journal().find((entry) => entry.prompt === 'text')?.value).toMatch(/^status bar says Reserved and/);
  });

  test('in an answers file and in a pack', () => {
    const at = sitDown();
    const answers = { schema: 'deskmedic/answers/v1', text: HOSTILE, symptom: `desktop/${HOSTILE}` };
    writeFileSync(join(at.cwd, 'answers.json'), JSON.stringify(answers));
    const ran = at.run(['diagnose', '--answers', 'answers.json']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).not.toMatch(/[\u0007\u001b\u202e\u200b\u2028]/);
    const pack = join(at.cwd, 'pack');
    mkdirSync(join(pack, 'tables'), { recursive: true });
    writeFileSync(
      join(pack, 'pack.yaml'),
      'schema: deskmedic/pack/v1\nname: own\nversion: 1.0.0\nextends: [webex-cc]\n',
    );
    const table = {
      schema: 'deskmedic/table/v1',
      area: 'own',
      title: `Own ${HOSTILE}`,
      source: { document: HOSTILE, year: 2026 },
      reviewed: '2026-11-01',
      symptoms: [
        {
          id: 'own/odd',
          symptom: `Odd thing ${HOSTILE}`,
          phrases: ['frobnication of the quux'],
          frequency: 3,
          when: { 'desktop.speed': 'slow' },
          outcomes: [{ otherwise: 'explain', say: `Because ${HOSTILE}` }],
        },
      ],
    };
    writeFileSync(join(pack, 'tables/own.yaml'), JSON.stringify(table));
    const talked = at.run(['--plain', '--rules', pack, 'diagnose'], {
      input: 'frobnication of the quux\n1\nwhy\nyes\n',
    });
    expect(talked.stderr).not.toMatch(/[\u0007\u001b\u202e\u200b\u2028]/);
    expect(talked.stdout + talked.stderr).toContain(ESCAPED);
    expect(talked.code, talked.stderr).toBe(0);
  });
});

describe('a terminal of 80 × 24, and one that changes its size', () => {
  test('the long list of an area is reached by number, and the prompt survives a resize', async () => {
    const at = sitDown({ columns: 80, rows: 24 });
    const talk = at.terminal();
    await talk.next();
    await talk.answer('');
    await talk.next();
    await talk.answer('Management Portal');
    for (let shown = await talk.next(); !shown!.question.startsWith('Which of these'); shown = await talk.next())
      await talk.answer("I don't know");
    expect(talk.transcript()).toContain('20 rows, the likeliest first');
    talk.resize(40, 12);
    talk.send('\u001b[B');
    await pause();
    talk.resize(100, 40);
    // The last of the 20 rows, far below what the window shows.
    talk.send('20');
    await pause();
    talk.send('\r');
    await talk.next();
    expect(at.journal().at(-1)).toMatchObject({
      prompt: 'pick-in-area',
      value: expect.stringMatching(/^portal\//) as unknown,
    });
  });
});

/** Root in a container may lack the right to mount a small disk. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (mounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return mounted;
}

describe('homes and disks that do not work', () => {
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
  const isRoot = process.getuid?.() === 0;

  test.runIf(isRoot)(
    'a folder that this user may not write to: exit 6 before the first question, with the path',
    () => {
      const at = sitDown();
      chmodSync(at.cwd, 0o755);
      chmodSync(program.folder, 0o755);
      const ran = at.run(['diagnose', 'Reserved'], { before: asNobody });
      expect(ran.code).toBe(6);
      expect(ran.stderr).toContain(at.home);
      expect(ran.stderr).not.toContain('Which of these');
    },
  );

  test.runIf(isRoot)('a home that this user may not read: exit 6', () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n' });
    chmodSync(at.cwd, 0o755);
    chmodSync(program.folder, 0o755);
    chmodSync(at.home, 0o000);
    for (const args of [['diagnose'], ['diagnose', '--resume'], ['case', 'list'], ['config']]) {
      const ran = at.run(args, { before: asNobody });
      expect(ran.code, `${args.join(' ')}: ${ran.stderr}${ran.stdout}`).toBe(6);
      expect(ran.stderr).toContain(at.home);
    }
    chmodSync(at.home, 0o700);
  });

  test.runIf(isRoot)(
    'a folder where the bundle cannot go: exit 6, the case is kept, and the hint makes it elsewhere',
    () => {
      const at = sitDown();
      const home = join(at.cwd, 'home');
      mkdirSync(home);
      spawnSync('chown', ['65534:65534', home]);
      chmodSync(at.cwd, 0o755);
      chmodSync(program.folder, 0o755);
      const input = 'Reserved\n1\njdoe\ntoday 00:00\n\n1\n\nyes\n';
      const ran = at.run(['--plain', 'diagnose'], { input, before: asNobody });
      expect(ran.code, ran.stderr).toBe(6);
      expect(ran.stderr).toContain(` bundle create --case ${at.cases()[0]} -o FOLDER/ --home ${at.home}`);
      expect(at.bundles()).toEqual([]);
      const again = at.run(['bundle', 'create', '--case', at.cases()[0]!, '-o', './', '--allow-incomplete']);
      expect(again.code, again.stderr).toBe(0);
      expect(at.bundles()).toHaveLength(1);
    },
  );

  test.runIf(canMount())('a full disk: exit 6, and what was acknowledged is there', () => {
    const at = sitDown();
    mkdirSync(at.home);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at.home]);
    try {
      const started = at.run(['--plain', 'diagnose'], { input: 'Not Responding\n1\n' });
      expect(started.code).toBe(2);
      spawnSync('sh', ['-c', `cat /dev/zero > ${join(at.home, 'filler')}`]);
      const before = readFileSync(join(at.home, 'cases', at.cases()[0]!, 'journal.jsonl'), 'utf8');
      const input = Array.from({ length: 40 }, () => '2\nback\n').join('');
      const full = at.run(['--plain', 'diagnose', '--resume'], { input });
      expect(full.code, full.stderr).toBe(6);
      expect(full.stderr).toMatch(/no space|full/i);
      spawnSync('rm', [join(at.home, 'filler')]);
      const after = readFileSync(join(at.home, 'cases', at.cases()[0]!, 'journal.jsonl'), 'utf8');
      expect(after.startsWith(before)).toBe(true);
      const resumed = at.run(['--plain', 'diagnose', '--resume'], { input: '' });
      expect(resumed.code, resumed.stderr).toBe(2);
      expect(resumed.stderr).toContain('Step ');
    } finally {
      spawnSync('umount', [at.home]);
    }
  });

  test('a second process on the same case is told who has it, and disturbs nothing', async () => {
    const at = sitDown();
    const talk = at.lines();
    await talkUntil(talk, SILENT, 'step');
    for (const args of [
      ['diagnose', '--resume'],
      ['case', 'note', at.cases()[0]!, 'late'],
      ['case', 'delete', at.cases()[0]!, '--yes'],
    ]) {
      const ran = at.run(args);
      expect([2, 6], args.join(' ')).toContain(ran.code);
      expect(ran.stderr).toContain(String(talk.pid));
    }
    expect(at.run(['case', 'show', at.cases()[0]!]).code).toBe(0);
    await talk.answer('Yes, fixed');
    expect((await talk.ended).code).toBe(0);
    expect(at.journal().map((entry) => entry.type)).toEqual(['opened', 'answered', 'answered', 'answered', 'ended']);
  });
});

describe('what is the same every time', () => {
  test('is not asked a second time: contact, policy and zone are kept', async () => {
    const at = sitDown();
    const first = await talkThrough(at.lines(), RESERVED);
    expect(first.kinds).toContain('contact');
    const second = await talkThrough(at.lines(), RESERVED);
    expect(second.kinds).toEqual(first.kinds.filter((kind) => kind !== 'contact'));
    const [, newest] = at.bundles().sort();
    expect(at.bundles()).toHaveLength(2);
    expect(openBundle(join(at.cwd, newest!))['contact']).toEqual({
      name: 'Ann Lee',
      phone: '+1 918 555 0111',
      email: 'ann@example.com',
    });
    expect(at.run(['config']).stdout).toMatch(/contact\.name\s+Ann Lee\s+from file/);
  });

  test('site and contract of an answers file are kept too', () => {
    const at = sitDown();
    const answers = {
      schema: 'deskmedic/answers/v1',
      text: 'Echo',
      escalation: { site: 'TUL', identity: { contract: '4711' } },
    };
    writeFileSync(join(at.cwd, 'answers.json'), JSON.stringify(answers));
    at.run(['diagnose', '--answers', 'answers.json']);
    const { stdout } = at.run(['config']);
    expect(stdout).toMatch(/site\s+TUL\s+from file/);
    expect(stdout).toMatch(/identity\.contract\s+4711\s+from file/);
  });
});

describe('resuming', () => {
  const INPUT = 'Reserved\n1\njdoe\ntoday 00:00\nshot.png\nno\n1\n\n';

  test('an escalated case says where its bundle is, and makes no second one', () => {
    const at = sitDown();
    const first = at.run(['--plain', 'diagnose'], { input: INPUT });
    expect(first.code, first.stderr).toBe(3);
    const again = at.run(['diagnose', '--resume', at.cases()[0]!]);
    expect(again.code).toBe(3);
    expect(again.stdout).toContain(at.bundles()[0]);
    expect(at.bundles()).toHaveLength(1);
  });

  test('a case that waits is asked about again; an unresolved one can be decided anew', () => {
    const at = sitDown();
    expect(at.run(['--plain', 'diagnose'], { input: 'Reconnecting\n1\nlater\n' }).code).toBe(0);
    const later = at.run(['--plain', 'diagnose', '--resume'], { input: 'still\nno\n' });
    expect(later.stderr).toContain('Is it still there?');
    expect(later.stderr).not.toContain('Which of these');
    expect(later.code).toBe(3);
    const [id] = at.cases();
    const decided = at.run(['--plain', 'diagnose', '--resume', id!], { input: '' });
    expect(decided.stderr).toContain('Escalate it to Cisco TAC?');
    expect(decided.stderr).not.toContain('Is it still there?');
  });

  test('an escalation that an answers file declined can be taken up without doing a step again', () => {
    const at = sitDown();
    const answers = {
      schema: 'deskmedic/answers/v1',
      symptom: SILENT.symptom,
      steps: { default: 'not-fixed' },
      escalate: false,
    };
    writeFileSync(join(at.cwd, 'answers.json'), JSON.stringify(answers));
    expect(at.run(['diagnose', '--answers', 'answers.json']).code).toBe(3);
    const ran = at.run(['--plain', 'diagnose', '--resume', at.cases()[0]!], { input: 'yes\n' });
    expect(ran.stderr).not.toContain('Step ');
    expect(ran.stderr).toContain('Escalate it to Cisco TAC?');
    expect(ran.stderr).toContain('Login username');
  });

  test.each([
    ['no case at all', ['--resume'], /no unfinished case/],
    ['a text beside it', ['Reserved', '--resume'], /has its text already/],
    ['an id that no case has', ['--resume', '20200101-zzzz'], /20200101-zzzz/],
  ])('%s: exit 2', (_, args, says) => {
    const ran = sitDown().run(['diagnose', ...args]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(says);
  });

  test('a damaged case does not stand in the way of the one before it', () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n' });
    const [first] = at.cases();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n' });
    const second = at.cases().find((id) => id !== first)!;
    const path = join(at.home, 'cases', second, 'journal.jsonl');
    writeFileSync(path, readFileSync(path, 'utf8').replace('opened', 'opEned'));
    const ran = at.run(['--plain', 'diagnose', '--resume']);
    expect(ran.stderr).toContain(`case ${second} cannot be read and is left aside`);
    expect(ran.stderr).toContain('Which of these is it?');
    for (const args of [
      ['case', 'show', second],
      ['case', 'answers', second],
      ['case', 'note', second, 'x'],
      ['bundle', 'create', '--case', second, '-o', 'out/'],
      ['diagnose', '--resume', second],
    ]) {
      const refused = at.run(args);
      expect(refused.code, args.join(' ')).toBe(6);
      expect(refused.stderr).toMatch(/damaged at (line 1|the start)/);
    }
  });
});

describe('bundle create', () => {
  const GAPS = 'Reserved\n1\n\n\n\n1\n\nno\n';

  test('lists everything that is missing at once; --allow-incomplete marks it; case set fills it', () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: GAPS });
    const [id] = at.cases();
    const refused = at.run(['bundle', 'create', '--case', id!, '-o', 'out/']);
    expect(refused.code).toBe(2);
    for (const field of ['username', 'agentUsername', 'firstObservedAt', 'screenshots'])
      expect(refused.stderr).toContain(`${field} (`);
    const allowed = at.run(['bundle', 'create', '--case', id!, '-o', 'out/gaps.zip', '--allow-incomplete', '--json']);
    expect(JSON.parse(allowed.stdout)).toMatchObject({
      missing: ['username', 'agentUsername', 'firstObservedAt', 'screenshots'],
    });
    const set = at.run([
      'case',
      'set',
      id!,
      'username=jdoe',
      'agentUsername=agent_7',
      'firstObservedAt=2026-11-20 08:41',
      '--sr',
      '694123456',
    ]);
    expect(set.code, set.stderr).toBe(0);
    const more = at.run(['bundle', 'create', '--case', id!, '-o', 'out/']);
    expect(more.stderr).toContain('screenshots (');
    expect(more.stderr).not.toContain('username (');
  });

  test('from a bundle: a partner is asked for what is missing, and the parent is named', async () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: GAPS });
    const made = at.run([
      'bundle',
      'create',
      '--case',
      at.cases()[0]!,
      '-o',
      'gaps.zip',
      '--allow-incomplete',
      '--json',
    ]);
    const { id } = JSON.parse(made.stdout) as { id: string };
    const talk = at.terminal({ args: ['bundle', 'create', '--from', 'gaps.zip', '-o', 'filled.zip'] });
    const replies = ['jdoe', 'agent_7', 'today 00:00', 'shot.png', 'cco', '4711', ''];
    const asked: string[] = [];
    for (let shown = await talk.next(); shown !== null; shown = await talk.next()) {
      asked.push(shown.question);
      await talk.answer(replies[asked.length - 1] ?? '');
    }
    expect((await talk.ended).code, talk.transcript()).toBe(0);
    const record = openBundle(join(at.cwd, 'filled.zip'));
    expect(record).toMatchObject({
      parent: id,
      username: 'jdoe',
      agentUsername: 'agent_7',
      missing: [],
      identity: { ccoId: 'cco', contract: '4711' },
    });
    expect(at.run(['bundle', 'verify', 'filled.zip']).code).toBe(0);
  });

  test('from an escalation file, YAML or JSON', () => {
    const at = sitDown();
    const escalation = {
      schema: 'deskmedic/escalation/v1',
      area: 'desktop',
      summary: 'The bar says Reserved while she talks.',
      username: 'jdoe',
      agentUsername: 'agent_7',
      firstObservedAt: '2026-11-20T08:41:00-06:00',
      screenshots: ['shot.png'],
    };
    writeFileSync(join(at.cwd, 'case.json'), JSON.stringify(escalation));
    const ran = at.run(['bundle', 'create', '--from', 'case.json', '-o', 'out/', '--json']);
    expect(ran.code, ran.stderr).toBe(0);
    const { username: _, ...lacking } = escalation;
    writeFileSync(join(at.cwd, 'case.json'), JSON.stringify(lacking));
    expect(at.run(['bundle', 'create', '--from', 'case.json', '-o', 'out/']).stderr).toContain('username (');
  });

  test('the same case gives the same bytes in any time zone, and whatever the hour', () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n1\njdoe\ntoday 00:00\nshot.png\nyes\n1\n\n' });
    const sums = ['UTC', 'Asia/Tokyo', 'America/New_York'].map((TZ) => {
      const file = `${TZ.replace('/', '-')}.zip`;
      const ran = at.run(['bundle', 'create', '--case', at.cases()[0]!, '-o', file], { env: { TZ } });
      expect(ran.code, ran.stderr).toBe(0);
      return createHash('sha256')
        .update(readFileSync(join(at.cwd, file)))
        .digest('hex');
    });
    expect(new Set(sums).size).toBe(1);
    const own = at.bundles().find((name) => /^\d{8}-/.test(name))!;
    expect(
      createHash('sha256')
        .update(readFileSync(join(at.cwd, own)))
        .digest('hex'),
    ).toBe(sums[0]);
  });
});

describe('case', () => {
  test('list, show, note, attach, answers and delete tell of one case what happened to it', () => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n1\n' });
    const [id] = at.cases();
    const short = id!.slice(0, 10);
    writeFileSync(join(at.cwd, 'note.txt'), 'began after lunch');
    expect(at.run(['case', 'note', short, 'began', 'after', 'lunch']).code).toBe(0);
    expect(at.run(['case', 'attach', short, 'note.txt', 'note.txt']).code).toBe(0);
    const shown = at.run(['case', 'show', short]);
    expect(shown.stdout).toContain('began after lunch');
    expect(shown.stdout).toContain('file note.txt');
    expect(shown.stdout).toContain('file note-2.txt');
    expect(at.run(['bundle', 'create', '--case', short, '-o', 'b.zip', '--allow-incomplete']).code).toBe(0);
    const told = spawnSync('unzip', ['-p', join(at.cwd, 'b.zip'), '*/data/journal.jsonl'], { encoding: 'utf8' }).stdout;
    // A short secret in it could be guessed by its hash.
    expect(told).toContain('"attached"');
    expect(told).not.toContain(createHash('sha256').update('began after lunch').digest('hex'));
    expect(JSON.parse(at.run(['case', 'list', '--json']).stdout)).toMatchObject({
      schema: 'deskmedic/cases/v1',
      cases: [{ id, state: 'open', symptom: expect.stringMatching(/^desktop\//) as string }],
    });
    expect(at.run(['case', 'answers', short]).stdout).toContain('text: Reserved');
    expect(at.run(['case', 'delete', short], { input: '' }).code).toBe(2);
    expect(at.run(['case', 'delete', short], { input: 'no\n' }).code).toBe(0);
    expect(at.cases()).toEqual([id]);
    expect(at.run(['case', 'delete', short, '--yes']).code).toBe(0);
    expect(at.cases()).toEqual([]);
    expect(at.run(['case', 'show', id!]).code).toBe(2);
  });

  test.each([
    [['nonsense=1'], /no field "nonsense"/],
    [['identity.sr=12'], /nine digits/],
    [['severity=S1'], /reason/],
    [['severity=S9', 'severityReason=because'], /S9/],
    [['firstObservedAt=soonish'], /firstObservedAt/],
    [[], /no field/],
  ])('set %j is refused, and nothing is written', (fields, says) => {
    const at = sitDown();
    at.run(['--plain', 'diagnose'], { input: 'Reserved\n' });
    const before = at.journal();
    const ran = at.run(
      ['case', 'set', at.cases()[0]!, 'username=jdoe', ...fields].slice(0, fields.length === 0 ? 3 : undefined),
    );
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(says);
    expect(at.journal()).toEqual(before);
  });
});

test('a case whose pack is gone is shown as far as it goes, and neither gone on with nor bundled without it', () => {
  const at = sitDown();
  const pack = join(at.cwd, 'pack');
  mkdirSync(join(pack, 'tables'), { recursive: true });
  writeFileSync(join(pack, 'pack.yaml'), 'schema: deskmedic/pack/v1\nname: own\nversion: 1.0.0\nextends: [webex-cc]\n');
  const fact = { id: 'quux.bent', type: 'boolean', about: 'desk', question: 'Is the quux bent?', seconds: 1 };
  writeFileSync(join(pack, 'facts.yaml'), JSON.stringify({ schema: 'deskmedic/facts/v1', facts: [fact] }));
  const table = {
    schema: 'deskmedic/table/v1',
    area: 'own',
    title: 'Own',
    source: { document: 'Own', year: 2026 },
    reviewed: '2026-11-01',
    symptoms: [
      {
        id: 'own/odd',
        symptom: 'The quux is odd',
        phrases: ['frobnication of the quux'],
        frequency: 3,
        when: { 'desktop.speed': 'slow' },
        outcomes: [
          { when: { 'quux.bent': true }, outcome: 'escalate', to: 'vendor' },
          { otherwise: 'explain', say: 'It is.' },
        ],
      },
    ],
  };
  writeFileSync(join(pack, 'tables/own.yaml'), JSON.stringify(table));
  const input = 'frobnication of the quux\n1\nyes\n';
  const first = at.run(['--plain', '--rules', pack, 'diagnose'], { input });
  expect(first.stderr).toContain('Is the quux bent?');
  const [id] = at.cases();
  expect(first.stderr).toContain(`--rules ${pack}`);
  const shown = at.run(['case', 'show', id!]);
  expect(shown.code).toBe(0);
  expect(shown.stderr).toContain('the pack "own" is not loaded');
  for (const args of [
    ['--plain', 'diagnose', '--resume', id!],
    ['bundle', 'create', '--case', id!, '-o', 'out/', '--allow-incomplete'],
    ['case', 'answers', id!],
  ]) {
    const refused = at.run(args, { input: 'why\n' });
    expect(refused.code, refused.stderr).toBe(2);
    expect(refused.stderr).toContain('was opened with the pack "own", which is not loaded');
    expect(refused.stderr).toContain('--rules');
  }
  expect(at.run(['--plain', '--rules', pack, 'diagnose', '--resume', id!], { input: 'why\n' }).stderr).toContain(
    'For the vendor',
  );
});
