import { analyzeBundle } from '../bundle/analyze-bundle.ts';
import { verifyBundle } from '../bundle/verify.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { analysisJson, analysisLines, type Analysis } from '../report/analysis.ts';
import type { Line } from '../report/text.ts';
import { loadRules } from '../rules/load-rules.ts';
import { packSources, type Session } from './session.ts';
import { withStdinAsFile } from './stdin-as-file.ts';

/** The options of `analyze`. */
export interface AnalyzeCommandOptions {
  /** False: what the evidence shows now is left out. */
  readonly evidence: boolean;
  readonly json?: true;
}

/** `analyze`: which conclusions of an old bundle today's rules, and today's readers, would not draw again. */
export function analyze(path: string, options: AnalyzeCommandOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    // Nothing is written anywhere: what the packs were compiled into is not even kept at home.
    const rules = await loadRules(await packSources(session), session.io.files, null);
    for (const name of rules.replaced)
      await session.say([`note: the pack "${name}" given with --rules replaces the one loaded before it`]);
    const analysis = await session.progress('Analyzing the bundle', () =>
      withStdinAsFile(session, [path], (withStdin) => analyzeOrExplain(path, options, rules, withStdin)),
    );
    if (options.json === true) await session.printJson(analysisJson(analysis));
    else await session.print(analysisLines(analysis));
    return EXIT.ok;
  };
}

/** The same; of a bundle that does not verify, what is wrong with it is said first. */
async function analyzeOrExplain(
  path: string,
  options: AnalyzeCommandOptions,
  rules: Awaited<ReturnType<typeof loadRules>>,
  session: Session,
): Promise<Analysis> {
  try {
    return await analyzeBundle(path, rules, options, session.io);
  } catch (error) {
    if (error instanceof UserError && error.code === 'bundle-invalid')
      await session.warn(faults(await verifyBundle(path, session.io)));
    throw error;
  }
}

function faults({ changed, missing, extra, errors }: Awaited<ReturnType<typeof verifyBundle>>): Line[] {
  return Object.entries({ changed, missing, extra, error: errors }).flatMap(([word, texts]) =>
    texts.map((text): Line => `${word}: ${text}`),
  );
}
