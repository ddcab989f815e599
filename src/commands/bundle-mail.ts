import { uploadName } from '../bundle/send/destination.ts';
import { ATTACH_ADDRESS, MAIL_LIMIT, mailMessage, mailSubject, plainAddress } from '../bundle/send/mail-message.ts';
import { readyBundle, type ReadyBundle } from '../bundle/send/ready-bundle.ts';
import { unchangedFile } from '../bundle/send/unchanged-file.ts';
import { openBundle, readBundleFile } from '../bundle/open-bundle.ts';
import { refuseOwnInput } from '../bundle/output-path.ts';
import { UserError } from '../errors.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { bold } from '../report/text.ts';
import { askSr, parseSr } from './ask-sender.ts';
import { caseOfBundle, knownSr, srInBundle } from './recorded-sr.ts';
import type { Session } from './session.ts';

/** The options of `bundle mail`. */
export interface BundleMailOptions {
  readonly output: string;
  readonly sr?: string;
  readonly json?: true;
}

/** Characters of `case.md` that go into the message; the rest is in the bundle. */
const TEXT_LIMIT = 8000;
/** Bytes of `case.md` that are read for that. */
const PAGE_LIMIT = 16 * 1024 * 1024;

/** `bundle mail`: a message with the bundle, ready to be sent. Nothing is sent by it. */
export function bundleMail(path: string, options: BundleMailOptions): (session: Session) => Promise<ExitCode> {
  return async (session) => {
    const { io } = session;
    const typed = options.sr === undefined ? undefined : parseSr(options.sr);
    await requireSmall(path, session);
    const bundle = await session.progress('Verifying the bundle', () => readyBundle(path, io));
    const { record } = bundle;
    const of = typed === undefined ? await caseOfBundle(bundle, undefined, session) : undefined;
    const sr = typed ?? knownSr(bundle, of) ?? (await askSr(session));
    for (const other of new Set([srInBundle(bundle), of?.set?.sr]))
      if (other !== undefined && other !== sr)
        await session.warn([
          `careful: the subject says SR ${sr}, and ${other === srInBundle(bundle) ? 'the bundle' : 'its case'} says SR ${other}`,
        ]);
    await refuseOwnInput(options.output, [path], io);
    const { values } = await session.config();
    const subject = mailSubject(sr, record.severity.severity, record.case);
    const from = plainAddress(values.contact.email ?? record.contact?.email);
    const name = uploadName({ case: record.case, createdAt: record.createdAt.utc, id: bundle.id });
    const message = mailMessage({
      subject,
      text: await textOf(bundle, session),
      now: io.clock.now(),
      unique: `${bundle.id.slice(0, 16)}.${io.system.randomHex(8)}`,
      ...(from === undefined ? {} : { from }),
      attachment: { name, content: unchangedFile(bundle, 'read', io) },
    });
    await io.files.write(options.output, message);
    const bytes = (await io.files.facts(options.output))?.size ?? 0;
    const told = { path: options.output, id: bundle.id, to: ATTACH_ADDRESS, subject, bytes };
    if (options.json === true) await session.printJson({ schema: 'deskmedic/mail/v1', ...told });
    else
      await session.print([
        [bold('Message '), options.output],
        `  to ${ATTACH_ADDRESS}, subject "${subject}", ${bytes} bytes`,
        '  Nothing was sent: open it in your mail program, look at it, and send it.',
        '  On its way a mail may be read by others; deskmedic bundle upload is encrypted throughout.',
      ]);
    return EXIT.ok;
  };
}

/** Before it is read: a bundle of gigabytes need not be verified to be refused. */
async function requireSmall(path: string, { io }: Session): Promise<void> {
  const facts = await io.files.facts(path);
  if (facts?.kind !== 'file' || facts.size <= MAIL_LIMIT) return;
  throw new UserError(
    'too-large-for-mail',
    `${path} has ${facts.size} bytes, too many for a mail: with base64 (+37 %) more than ${MAIL_LIMIT} do not fit into the 20 MB that Cisco takes`,
    { exit: EXIT.unreachable, where: { file: path }, hint: `deskmedic bundle upload ${path} has no such limit` },
  );
}

/** The beginning of `case.md`, at the end of a line. */
async function textOf({ path, id }: ReadyBundle, { io }: Session): Promise<string> {
  const bundle = await openBundle(path, io);
  const text = bundle.files.has('data/case.md')
    ? new TextDecoder().decode(await readBundleFile(bundle, 'data/case.md', PAGE_LIMIT))
    : '';
  const head = text.length <= TEXT_LIMIT ? text : text.slice(0, text.lastIndexOf('\n', TEXT_LIMIT) + 1);
  const more = head === text ? '' : '[…] The rest is in data/case.md of the bundle.\n';
  return `${head}${more}\nBundle id: ${id}\n`;
}
