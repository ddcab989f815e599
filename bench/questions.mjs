// How many questions it takes to find a row, and how many are due: `npm run bench:questions`; `--help` tells the rest.
import { parseArgs } from 'node:util';
import { root, withBench } from './with-bench.mjs';

const HELP = `npm run bench:questions -- [options]

How many questions it takes to find a row of the built-in pack. Nothing is timed: the same seed gives the same figures on any
machine.

  --texts FILE.jsonl   texts for the dialogue (repeatable), each line {"text": "…", "expect": ["area/row", …]};
                       default: tuning-*.jsonl and spanish.jsonl in fixtures/words/, never the final ones
  --network FILE.bif   a published troubleshooting network beside it, packed by gzip or not: win95pts.bif.gz
  --repetitions N      how often each row is played (50)
  --seed N             the chance (1995)
  --help

THE PERSON sees what a row says. Asked for a fact that the row's \`when\` names, this person gives a value with which the row
holds (each such combination is as likely as the others; where several leaves can hold, as many of them as can). Asked for
anything else, the person gives the everyday value if there is one (the sound is good, the portal shows everything:
EVERYDAY in person.ts), and does not know otherwise. "Wrong" answers are any other value, each as likely; of a duration or a
count, a value on the other side of a threshold. Who would not have known errs as often. "Don't know" tells nothing. With
"20 % don't know, 10 % wrong", 10 % of the answers that are given are wrong. The choice of an area is always right.

DIALOGUE, both tables: the prompts that \`deskmedic\` itself would show, one after the other. Choosing from a menu or a list
is one prompt, whatever its length. The person takes the right row from a list on which it stands, "None of these" from
another. Asked "Is that right?" they look again, and err as often as before.

Dialogue, without text. Enter at the first prompt, then the area menu, facts, and the list of the area. Each row is played
equally often, and counts as much as its \`frequency\` makes it likely beforehand.
  mean, 95th  prompts from the Enter to the choice of the row, which is one of them; the Enter is not
  facts       how many of these ask for a fact, or whether an answer about one is right
  chosen      share of dialogues that ended with the right row
  first       share in which the right row stood first on the list
  place       its mean place there, from 1: how far down people read
  bits        a prompt with 2 options can tell 1 bit, one with 4 options 2, one with 11 options 3.5. This is the mean over the
              prompts that were shown; "None of these" and "I don't know" are options too
  bound       how uncertain the row is before anything is said, in bits (a bit less than log2 of their number, as some are
              more frequent), divided by "bits". Whatever is asked, prompts of such menus cannot do with fewer on average,
              and that only if every option were as likely as the others and nobody erred. It has no allowance for errors
  x bound     mean divided by bound; 1 cannot be beaten
  menu        mean, 95th and first of the same dialogue without a choice of questions: the area menu, then the facts that
              the area's rows name, in the order of facts.yaml, until a row is yes, then the list, what is yes first

Dialogue, with text. Each text that fits a row is typed by somebody who sees one of the rows that it fits, answers
truthfully and takes any of these rows. Texts that fit none are left out.
  median, mean, 95th   prompts after the text up to the choice of the row, which is one of them
  listed, first        share of texts after which a right row stood on the list that the words led to (a fact may have been
                       asked before it), and stood first there. Where the words led to no list it is neither
  to a step, mean, 95th  median, mean and 95th percentile of prompts after the text that are answered before something to do,
                       or what the row comes to, is shown; no call is on, and a step that disrupts is agreed to

QUESTIONS and the tables after them: a conversation without words and without lists. The tool's own ranking and its own choice
of questions; it stops when a row has a probability of 90 %, when no question would tell anything, or after 12 questions, the
choice of an area included. Every row equally often.
  first, top 3  share of conversations after which the true row stood there
  sure, right   ended at 90 % or more; share of these in which the row was the true one
  bound         log2(rows) divided by what an answer to the questions that were asked can carry at most, given its options and
                the errors (a symmetric channel, a share of which is lost); nobody can be better with the same questions
                and be always right
  yes/no        the same with yes and no alone

Against menu order. "Menu" asks what the catalogue declares first, and stops in the same way; "whole menu" has no limit of 12.

Minutes until fixed. A row costs what its steps take together (1 without steps), trying the true one helps, and a row counts
by its frequency.

Not always first after truthful answers: rows, and how often they were.

Bits an answer carries: what the bounds of "Questions" are made from.

THE NETWORK. Of the roots of the Windows 95 printer network, six say what is used (NetPrint, PrtPScript, EPSGrphc,
TrTypFnts, DSApplctn, PrntrAccptsTrtyp) and are drawn as the file says; the other 28 are faults, one at a time, as likely
beforehand as the odds of the root. What each fault does to every other variable is learned from 6,000 samples of it, rates
clipped to .005-.995. 3,000 cases are drawn, in each of which at least one Problem variable complains; all of these are
known for free. Findings are then asked for until a fault has 95 % or nothing tells a hundredth of a bit: the leaves (16
with the complaints), or all variables that are no roots (42), by what they tell or as they stand in the file, where only
the 95 % stop. "repairs": faults tried, most probable first, the true one included; "+-": one standard error of the
mean, of the cases alone.`;

function readArguments() {
  const options = {
    network: { type: 'string' },
    texts: { type: 'string', multiple: true, default: [] },
    repetitions: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1995' },
    help: { type: 'boolean', default: false },
  };
  const { values } = parseArgs({ options });
  const wholeNumber = (name) => {
    const number = Number(values[name]);
    if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} takes a whole number from 1 on`);
    return number;
  };
  return { ...values, repetitions: wholeNumber('repetitions'), seed: wholeNumber('seed') };
}

try {
  const { network, texts, repetitions, seed, help } = readArguments();
  if (help) console.log(HELP);
  else
    await withBench('questions/main.ts', async ({ reportOnPack, reportOnNetwork }) => {
      // First, so that a file that is not there is told at once.
      const onNetwork = network === undefined ? [] : ['', ...reportOnNetwork(network, seed)];
      console.log([...(await reportOnPack(root, { texts, repetitions, seed })), ...onNetwork].join('\n'));
    });
} catch (error) {
  for (const { message, where } of error instanceof AggregateError ? error.errors : [error]) {
    const place = where === undefined ? '' : `${where.file}${where.line === undefined ? '' : `:${where.line}`}: `;
    console.error(`bench: ${place}${message}`);
  }
  process.exitCode = 1;
}
