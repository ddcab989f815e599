import { removedLine } from './removals.ts';
import { bold, yellow, type Line } from './text.ts';

/** A bundle, as far as a report needs it. */
export interface BundleFacts {
  readonly path: string;
  readonly id: string;
  readonly bytes: number;
  readonly files: number;
  readonly missing: readonly string[];
  readonly removed: readonly { readonly kind: string; readonly count: number; readonly where: string }[];
  readonly notCopied: readonly { readonly path: string; readonly why: string }[];
}

/** A bundle that is not written, with the files that would be copied into it. */
export interface ExplainedFacts extends BundleFacts {
  readonly taken: readonly {
    readonly name: string;
    readonly role: string;
    readonly bytes: number;
    readonly where: string;
  }[];
}

/** What a bundle is, where it lies, what was left out of it, and how its receiver checks it. */
export function bundleLines(bundle: BundleFacts): Line[] {
  return [
    [bold('Bundle '), bundle.path],
    `  ${bundle.files} files, ${bundle.bytes} bytes, id ${bundle.id}`,
    removedLine(bundle.removed),
    ...leftOutLines(bundle),
    '  Look at it before you send it; whoever gets it checks it with: sha256sum -c manifest-sha256.txt',
  ];
}

/** What a bundle would take and remove, file by file. */
export function explainLines(bundle: ExplainedFacts): Line[] {
  const files = [...new Set(bundle.removed.map(({ where }) => where))];
  return [
    [bold('Nothing was written. '), `It would be ${bundle.path}`],
    `  ${bundle.files} files, ${bundle.bytes} bytes`,
    ...bundle.taken.map(({ name, role, bytes, where }): Line => `  ${role} ${name} becomes ${where}, ${bytes} bytes`),
    ...files.map((file): Line => {
      const kinds = bundle.removed.filter(({ where }) => where === file).map(({ kind, count }) => `${count} × ${kind}`);
      return `  removed from ${file}: ${kinds.join(', ')}`;
    }),
    ...leftOutLines(bundle),
  ];
}

function leftOutLines({ notCopied, missing }: BundleFacts): Line[] {
  return [
    ...notCopied.map(({ path, why }): Line => [yellow('  not in it: '), `${path}: ${why}`]),
    ...(missing.length === 0 ? [] : [[yellow('  missing: '), missing.join(', ')] as Line]),
  ];
}
