import { mend } from './mend.ts';
import type { Problem } from './problem.ts';
import type { FileSchema } from './schema/pack-schemas.ts';
import { checkStructure } from './structure.ts';
import { parseYamlFile, type YamlFile } from './yaml-file.ts';

/** Where mistakes go, while a pack is read. */
export interface ProblemSink {
  readonly report: (problem: Problem) => void;
  /** Takes what would only repeat a mistake that was reported with the structure of a file. */
  readonly echoes: WeakSet<Problem>;
}

/**
 * Parses a file of a pack and checks its structure. What breaks the structure is reported and mended, so that the rest
 * of the file is still checked; `undefined` when nothing of it can be read.
 */
export function openPackFile(path: string, text: string, schema: FileSchema, sink: ProblemSink): YamlFile | undefined {
  const file = parseYamlFile(path, text);
  file.problems.forEach(sink.report);
  if (file.data === undefined) return undefined;
  const { problems, faulty } = checkStructure(file, schema);
  problems.forEach(sink.report);
  if (problems.length === 0) return file;
  if (faulty.has([])) return undefined;
  return {
    ...file,
    data: mend(file.data, schema.structure),
    faulty,
    problem: (code, at, message, options) => {
      const problem = file.problem(code, at, message, options);
      if (faulty.has(at)) sink.echoes.add(problem);
      return problem;
    },
  };
}
