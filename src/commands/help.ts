/** Examples by verb, the first thing that `--help` shows: what it is for, and the line to type. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [command: string, purpose: string])[]>> = {
  deskmedic: [
    ['deskmedic', 'answer a few questions, get the workaround'],
    ['deskmedic diagnose "status bar says Not Responding"', 'the same, starting from what is seen'],
    ['deskmedic check incidents.ndjson --format json', 'which incidents have a documented answer?'],
    ['deskmedic bundle create --case 20261120-k3f9 -o out/', 'pack a case for the vendor'],
  ],
  diagnose: [
    ['deskmedic diagnose', 'start with a question'],
    ['deskmedic diagnose "Re-connecting"', 'start with the text on the screen'],
    ['deskmedic diagnose --evidence desktop.har console.log', 'start with what files show'],
    ['deskmedic diagnose --evidence trace.har --upload --sr 694123456', 'from a file to the case at Cisco'],
    ['deskmedic diagnose --resume', 'go on where you stopped'],
    ['deskmedic diagnose --answers answers.yaml --json', 'unattended, result as JSON'],
  ],
  match: [
    ['deskmedic match "she cannot hear the customer"', 'which documented symptoms may that be?'],
    ['deskmedic match "Re-connecting" --json --limit 3', 'for scripts'],
    ['deskmedic match --input texts.ndjson', 'a result line for each {"text": "…"}'],
  ],
  check: [
    ['deskmedic check incident.json', 'one incident'],
    ['deskmedic check incidents.ndjson --format ndjson', 'a result line for each incident'],
    ['deskmedic check many.ndjson --format ndjson --jobs 4', 'the same on four threads'],
    ['deskmedic check tickets.csv --map servicenow.map.yaml', 'an export of a ticket system'],
    ['cat incidents.json | deskmedic check - --format json --fail-on escalate', 'in a script'],
  ],
  outages: [
    ['deskmedic outages incidents.ndjson', 'which incidents are one outage, and how many agents did it hit?'],
    ['deskmedic outages incidents.ndjson --seats 450 --json', 'with its share of all agents, for scripts'],
    ['deskmedic outages - --window 5m --bundle out/', 'from stdin; one bundle for each outage'],
  ],
  read: [
    ['deskmedic read desktop.har console.log', 'what do they show, and what is to be done?'],
    ['deskmedic read call-report.json --json', 'for scripts'],
  ],
  case: [
    ['deskmedic case list', 'what there is'],
    ['deskmedic case show 20261120-k3f9', 'one case'],
  ],
  'case list': [['deskmedic case list --json', 'for scripts']],
  'case show': [['deskmedic case show 20261120', 'the beginning of an id will do']],
  'case set': [
    ['deskmedic case set 20261120-k3f9 username=jdoe identity.contract=204123456', 'fill gaps'],
    ['deskmedic case set 20261120-k3f9 severity=S2 severityReason="half the site"', 'override the severity'],
    ['deskmedic case set 20261120-k3f9 --sr 694123456', 'keep the SR number'],
  ],
  'case answers': [['deskmedic case answers 20261120-k3f9 -o answers.yaml', 'repeat a case unattended']],
  'case note': [['deskmedic case note 20261120-k3f9 "started after the headset update"', 'what TAC should know']],
  'case attach': [['deskmedic case attach 20261120-k3f9 console.log', 'evidence for the bundle']],
  'case delete': [['deskmedic case delete 20261120-k3f9 --yes', 'in a script']],
  bundle: [
    ['deskmedic bundle create --case 20261120-k3f9 -o out/', 'of a case'],
    ['deskmedic bundle verify out/bundle.zip', 'is it whole?'],
  ],
  'bundle create': [
    ['deskmedic bundle create --case 20261120-k3f9 -o out/', 'of a case'],
    ['deskmedic bundle create --from escalation.yaml -o out/ --with-screenshots', 'of a file that you wrote'],
    ['deskmedic bundle create --from bundle.zip -o out/', "fill a supervisor's gaps"],
  ],
  'bundle verify': [
    ['deskmedic bundle verify out/bundle.zip --json', 'exit 0: whole, 3: changed'],
    ['deskmedic bundle verify out/bundle.zip out/more.zip', 'a bundle with what was added to it'],
  ],
  'bundle add': [['deskmedic bundle add out/bundle.zip console.log -o out/', 'evidence that came later']],
  'bundle upload': [
    ['deskmedic bundle upload out/bundle.zip', 'asks for what it does not know'],
    ['deskmedic bundle upload out/bundle.zip --sr 694123456 --token-file token.txt', 'with the token in a file'],
    ['deskmedic bundle upload out/bundle.zip --yes --expect-id ID --json', 'in a script'],
  ],
  'bundle mail': [
    ['deskmedic bundle mail out/bundle.zip --sr 694123456 -o out/sr.eml', 'open it in Outlook, and send'],
  ],
  analyze: [
    ['deskmedic analyze out/bundle.zip', "what would today's rules say of it?"],
    ['deskmedic analyze out/bundle.zip --rules my-pack --json', 'with a further pack, for scripts'],
  ],
  redact: [['deskmedic redact trace.har -o trace.clean.har', 'a file that can be handed over']],
  'bundle inspect': [['deskmedic bundle inspect out/bundle.zip', 'what does it say?']],
  rules: [
    ['deskmedic rules list', 'every symptom'],
    ['deskmedic rules lint --rules my-pack', 'check your own pack'],
  ],
  'rules list': [['deskmedic rules list --json', 'for scripts']],
  'rules show': [['deskmedic rules show desktop/slow', 'one symptom']],
  'rules lint': [['deskmedic rules lint --rules my-pack', 'one pack, against what it extends']],
  'rules test': [['deskmedic rules test --rules my-pack', "a pack's own cases"]],
  'rules coverage': [['deskmedic rules coverage', 'what has no case?']],
  'rules docs': [['deskmedic rules docs > rules/README.md', 'write the page anew']],
  config: [['deskmedic config', 'what is set, and where']],
  schema: [
    ['deskmedic schema', 'the names'],
    ['deskmedic schema table > table.schema.json', 'for your editor'],
  ],
};

/** The block that stands above the usage of a verb. */
export function examples(verb: string): string {
  const lines = EXAMPLES[verb] ?? [];
  const width = Math.max(0, ...lines.map(([command]) => command.length));
  return `Examples:\n${lines.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`).join('\n')}\n`;
}

/** What each exit code means, as it stands below the help of the whole program; the numbers are those of `EXIT`. */
export const EXIT_CODE_HELP = `
Exit codes:
  0    nothing found, or delivered
  1    unexpected error (ours)
  2    usage, a faulty pack, policy or schema, or a missing answer without a terminal
  3    something to escalate, unresolved, or a failed verification
  4    only findings with a workaround or an explanation
  5    incomplete: an invalid record, a failed rule, or a record that needs more facts
  6    could not read, write, reach or upload
  130  interrupted; what was answered is kept`;
