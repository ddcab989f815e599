import { UserError } from '../errors.ts';
import { decodeUtf8 } from '../facts/utf8.ts';
import type { Files, Input } from '../io/io.ts';
import type { FileSchema } from './schema/pack-schemas.ts';
import { structureProblems } from './structure.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/**
 * Reads a YAML or JSON document that a person or another system wrote, against its schema. Throws `bad-document` at
 * the place of the first mistake, with all of them named.
 *
 * @param stdin what the path `-` stands for; without it, that is a file like any other
 */
export async function readDocument(
  path: string,
  schema: FileSchema,
  disk: Pick<Files, 'read'>,
  stdin?: Pick<Input, 'bytes'>,
): Promise<YamlFile> {
  const text = decodeUtf8(path === '-' && stdin !== undefined ? await stdin.bytes() : await disk.read(path));
  if (text === undefined)
    throw new UserError('bad-document', `${path} is not valid UTF-8`, {
      hint: 'save it as UTF-8',
      where: { file: path },
    });
  const file = parseYamlFile(path, asYaml(text));
  const problems = file.data === undefined ? file.problems : [...file.problems, ...structureProblems(file, schema)];
  const errors = problems.filter((problem) => problem.level === 'error');
  const [first, ...more] = errors;
  if (first === undefined) return file;
  const others = more.map((problem) => `; line ${problem.line}: ${problem.message}`).join('');
  throw new UserError('bad-document', `${first.message}${others}`, {
    where: { file: path, line: first.line, column: first.column },
    hint: first.hint ?? `deskmedic schema ${schema.id.split('/')[1]} shows what belongs into the file`,
  });
}

/** JSON is YAML but for tabs, which YAML does not take for indentation. */
function asYaml(text: string): string {
  return /^\s*[{[]/.test(text) ? text.replace(/^[\t ]+/gm, (blanks) => ' '.repeat(blanks.length)) : text;
}
