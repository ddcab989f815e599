import { InvalidArgumentError, Option, type Command } from 'commander';
import type { BundleAddOptions } from './bundle-add.ts';
import type { BundleCreateOptions } from './bundle-create.ts';
import type { BundleMailOptions } from './bundle-mail.ts';
import type { BundleUploadOptions } from './bundle-upload.ts';
import type { BundleVerifyOptions } from './bundle-verify.ts';
import { named, outputPath, type Verb } from './declare-verb.ts';

const NO_STREAM = 'A bundle is a zip file: name a file, or a folder ending in /.';
const SCREENSHOTS = 'copy the screenshots into the bundle; else they are listed by path, size and SHA-256';

/** The verbs of `bundle`. */
export function addBundle(program: Command, verb: Verb): void {
  const bundle = named(program, 'bundle', 'make and check escalation bundles');
  named(bundle, 'create', 'make a bundle of a case, an escalation file, or a bundle with gaps')
    .option('--case <id>', 'the case to escalate')
    .option('--from <file>', 'an escalation (YAML or JSON), or a bundle whose gaps are to be filled')
    .option('-o, --output <path>', 'a file, or a folder ending in / (--explain needs none)', outputPath(NO_STREAM))
    .option('--with-screenshots', SCREENSHOTS)
    .option('--allow-incomplete', 'write it although required information is missing, with the gaps marked')
    .option('--explain', 'show what would be taken and removed, and write nothing')
    .option('--json', 'print JSON')
    .action(verb(async (options: BundleCreateOptions) => (await import('./bundle-create.ts')).bundleCreate(options)));
  named(
    bundle,
    'verify <files...>',
    'check every file of a bundle, packed or in a folder, against its manifests; - is stdin',
  )
    .addOption(
      new Option(
        '--id <id>',
        'the id that it has to have; of several bundles, the newest, whose id stands for all before it',
      ).argParser(bundleId),
    )
    .option('--allow-forks', 'of several bundles, more than one may add to the same')
    .option('--json', 'print JSON')
    .action(
      verb(async (files: string[], options: BundleVerifyOptions) =>
        (await import('./bundle-verify.ts')).bundleVerify(files, options),
      ),
    );
  named(bundle, 'inspect <file>', 'show what a bundle says')
    .option('--json', 'print JSON')
    .action(
      verb(async (file: string, options: { json?: true }) =>
        (await import('./bundle-inspect.ts')).bundleInspect(file, options),
      ),
    );
  named(bundle, 'add <bundle> <files...>', 'add evidence to a bundle, as a supplement that names it; it stays as it is')
    .requiredOption('-o, --output <path>', 'a file, or a folder ending in /', outputPath(NO_STREAM))
    .option('--with-screenshots', SCREENSHOTS)
    .option('--json', 'print JSON')
    .action(
      verb(async (path: string, files: string[], options: BundleAddOptions) =>
        (await import('./bundle-add.ts')).bundleAdd(path, files, options),
      ),
    );
  addSending(bundle, verb);
}

/** The verbs that bring a bundle to the vendor. */
function addSending(bundle: Command, verb: Verb): void {
  const sr = [
    '--sr <number>',
    'the service request that it is for (9 digits); else that of the bundle or its case',
  ] as const;
  named(bundle, 'upload <file>', 'send a bundle to the case at Cisco TAC, after a yes')
    .option(...sr)
    .option('--case <id>', 'the case on this machine that keeps the receipt; else the one that the bundle was made of')
    .option('--to <url>', 'another place than the drive of Cisco: a folder, https only')
    .addOption(
      new Option(
        '--token-file <file>',
        'take the upload token from this file, which others must not be able to read',
      ).conflicts('tokenStdin'),
    )
    .option('--token-stdin', 'take the upload token from stdin')
    .option('--ca <file>', "also trust these certificates (PEM), such as your company's")
    .option('--yes', 'do not ask; needs --expect-id')
    .addOption(new Option('--expect-id <id>', 'the id that the bundle has to have').argParser(bundleId))
    .option('--again', 'send once more what was sent already, under another name')
    .option('--json', 'print JSON')
    .addHelpText('after', UPLOAD_HELP)
    .action(
      verb(async (file: string, options: BundleUploadOptions) =>
        (await import('./bundle-upload.ts')).bundleUpload(file, options),
      ),
    );
  named(bundle, 'mail <file>', 'write a message with a small bundle, for your mail program to send')
    .requiredOption('-o, --output <file>', 'the message (.eml)', outputPath('Name a file that ends in .eml.'))
    .option(...sr)
    .option('--json', 'print JSON')
    .action(
      verb(async (file: string, options: BundleMailOptions) =>
        (await import('./bundle-mail.ts')).bundleMail(file, options),
      ),
    );
}

const UPLOAD_HELP = `
The upload token belongs to one case; Support Case Manager has it. It is taken from --token-file,
--token-stdin, the variable DESKMEDIC_UPLOAD_TOKEN, or a prompt that does not show it: never from
an argument. HTTPS_PROXY and NO_PROXY name a proxy and the hosts that need none.`;

/** `--id`: the whole of it, for a beginning would be easy to meet. */
function bundleId(typed: string): string {
  if (!/^[0-9a-f]{64}$/i.test(typed)) throw new InvalidArgumentError('It has 64 digits of 0-9 and a-f.');
  return typed.toLowerCase();
}
