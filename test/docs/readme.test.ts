import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { EXIT_CODE_HELP } from '../../src/commands/help.ts';
import { createProgram } from '../../src/commands/program.ts';
import { EXIT } from '../../src/exit-codes.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

function program(): Command {
  return createProgram({ version: '0', out: () => {}, err: () => {}, perform: () => Promise.resolve() });
}

/** Every verb by its whole name: `bundle create`. */
function verbs(command: Command, prefix = ''): string[] {
  return command.commands
    .filter((child) => child.name() !== 'help')
    .flatMap((child) => {
      const name = `${prefix}${child.name()}`;
      return [name, ...verbs(child, `${name} `)];
    });
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (piece) => (text += piece) });
  command.outputHelp();
  return text;
}

describe('what is said in several places', () => {
  test('the exit codes of README and --help are the same, and are those of the code', () => {
    const inReadme = [...readme.matchAll(/^\| (\d+) +\| (.+?) +\|$/gm)].map(([, code, words]) => `${code} ${words}`);
    const inHelp = [...EXIT_CODE_HELP.matchAll(/^ {2}(\d+) +(.+)$/gm)].map(([, code, words]) => `${code} ${words}`);
    expect(inReadme).toEqual(inHelp);
    expect(inReadme.map((line) => Number.parseInt(line, 10))).toEqual(Object.values(EXIT).toSorted((a, b) => a - b));
  });

  test('every command line in README names a verb and options that exist', () => {
    const known = program();
    const lines = [...readme.matchAll(/(?:^|^.*\| |`)deskmedic ([^#`\n]+)/gm)].map(([, line]) => line!.trim());
    expect(lines.length).toBeGreaterThan(12);
    for (const line of lines) {
      const words = line.split(/\s+/);
      const [verb = '', second = ''] = words;
      const group = known.commands.find((command) => command.name() === verb);
      expect(group, line).toBeDefined();
      const leaf = group!.commands.find((command) => command.name() === second) ?? group!;
      const options = [...leaf.options, ...known.options].flatMap((option) => [option.long, option.short]);
      for (const word of words.filter((item) => item.startsWith('-') && item !== '-'))
        expect(options, line).toContain(word);
    }
  });

  test('every verb has examples, shown before anything else in its --help', () => {
    const all = program();
    const find = (name: string): Command =>
      name.split(' ').reduce((command, word) => command.commands.find((child) => child.name() === word)!, all);
    for (const name of verbs(all)) {
      expect(helpOf(find(name)), name).toMatch(
        new RegExp(`^Examples:\\n  deskmedic ${name}\\b|^Examples:\\n.*deskmedic`),
      );
    }
  });

  test('every folder that CONTRIBUTING names is there, and every folder of src is named', async () => {
    const { readdirSync } = await import('node:fs');
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) expect(contributing, name).toContain(name === 'io' ? 'io/' : `src/${name}/`);
    for (const [, path] of contributing.matchAll(/`(src\/[\w./-]+?)\/?`/g)) {
      expect(() => readFileSync(join(root, path!)), path).not.toThrow(/ENOENT/);
    }
  });
});
