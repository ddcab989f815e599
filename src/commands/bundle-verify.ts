import { verifyBundles, type ChainOptions } from '../bundle/chain-verify.ts';
import type { Verification } from '../bundle/verify.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { green, red, yellow, type Line } from '../report/text.ts';
import type { Session } from './session.ts';
import { withStdinAsFile } from './stdin-as-file.ts';

/** The options of `bundle verify`. */
export interface BundleVerifyOptions extends ChainOptions {
  readonly json?: true;
}

/** `bundle verify`: every file against the manifests, both ways; several bundles also against each other. */
export function bundleVerify(
  paths: readonly string[],
  options: BundleVerifyOptions,
): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const found = await withStdinAsFile(session, paths, ({ io }) =>
      session.progress('Verifying', () => verifyBundles(paths, options, io)),
    );
    if (options.json === true) await session.printJson(found);
    else await session.print('bundles' in found ? chainLines(found) : bundleLines(paths[0] ?? '', found));
    if (!found.valid) return EXIT.escalate;
    return found.warnings.length > 0 ? EXIT.workaround : EXIT.ok;
  };
}

function bundleLines(path: string, found: Omit<Verification, 'schema'>): Line[] {
  return [
    verdict(found.valid, path),
    ...(found.id === null ? [] : [`  id ${found.id}`]),
    ...(found.parent === null ? [] : [`  adds to ${found.parent}`]),
    ...named('changed', found.changed),
    ...named('missing', found.missing),
    ...named('extra', found.extra),
    ...named('error', found.errors),
    ...found.warnings.map((warning): Line => [yellow('  warning: '), warning]),
  ];
}

/** Each bundle behind the one that it adds to; what is wrong with one stands there, and with the chain at its end. */
function chainLines(chain: Extract<Awaited<ReturnType<typeof verifyBundles>>, { bundles: unknown }>): Line[] {
  const own = new Set(chain.bundles.flatMap(({ path, errors }) => errors.map((error) => `${path}: ${error}`)));
  const warned = new Set(chain.bundles.flatMap(({ path, warnings }) => warnings.map((text) => `${path}: ${text}`)));
  return [
    ...chain.bundles.flatMap((bundle) => bundleLines(bundle.path, bundle)),
    verdict(chain.valid, `${chain.bundles.length} bundles together`),
    ...named(
      'error',
      chain.errors.filter((error) => !own.has(error)),
    ),
    ...chain.warnings.filter((text) => !warned.has(text)).map((text): Line => [yellow('  warning: '), text]),
  ];
}

function verdict(valid: boolean, what: string): Line {
  return valid ? [green('valid  '), what] : [red('NOT valid  '), what];
}

function named(word: string, texts: readonly string[]): Line[] {
  return texts.map((text): Line => `  ${word}: ${text}`);
}
