import fc from 'fast-check';
import { ACTIONS, type Result, type ResultStep, type ResultSymptom } from '../../src/report/result.ts';

/** Texts that break formats, terminals and spreadsheets. None is blank: a record without an id is called by its line. */
export const HOSTILE: readonly string[] = [
  'nul \0 esc \u001b[31m bell \u0007 del \u007f c1 \u009b',
  '<![CDATA[x]]> ]]> &lt; &#0; <!-- --> </testcase>',
  "=cmd|' /C calc'!A0",
  '@SUM(1+9)*cmd',
  '+1',
  '-2+3',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '\n=1+1',
  'x;=1+1',
  'x\n@SUM(A1)',
  'x\r\n;-1',
  '＝1+1',
  'bidi \u202e\u2066 zero \u200b mark \ufeff lines \u2028\u2029\u0085',
  'CR\rLF\nCRLF\r\nend',
  `"double" 'single' \`back\` ""`,
  'lone \ud800 and \udfff',
  'noncharacters \ufffe\uffff tags \u{e0041}',
  '# SKIP me \\# not \\ok\\',
  'subtest {',
  '  ...',
  '---',
  '1..0 # skip all',
  'Bail out! now',
  'ok 99 - forged # TODO',
  '\\ud83d\\ude00 \\U0001f600 \\u202e',
  '%TAG !yaml! {a: [b, *c, &d, !e, |f, >g]}',
  '😀 日本語 العربية é',
  `long ${'x'.repeat(1024 * 1024)} end`,
];

const hostile: fc.Arbitrary<string> = fc.oneof(
  // The megabyte would make every run slow; a test of its own has it.
  fc.constantFrom(...HOSTILE.filter((text) => text.length < 1000)),
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0x7f })))
    .map((units) => String.fromCharCode(...units)),
  fc.string(),
);

const steps: fc.Arbitrary<ResultStep> = fc.oneof(
  fc.record(
    {
      id: hostile,
      do: hostile,
      who: fc.constantFrom('agent' as const, 'admin' as const),
      disrupts: fc.constantFrom('none' as const, 'session' as const),
      if: hostile,
    },
    { requiredKeys: ['id', 'do', 'who', 'disrupts'] },
  ),
  fc.record({
    id: hostile,
    who: fc.constant('agent' as const),
    disrupts: fc.constant('call' as const),
    withheld: fc.constantFrom('call-active' as const, 'call-unknown' as const),
  }),
);

const symptoms: fc.Arbitrary<ResultSymptom> = fc.record(
  {
    id: hostile,
    symptom: hostile,
    verdict: fc.constantFrom('yes' as const, 'unknown' as const),
    by: fc.constant('text' as const),
    probability: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
    to: fc.constantFrom('vendor' as const, 'administrator' as const),
    say: hostile,
    for: hostile,
    because: fc.array(hostile, { maxLength: 3 }),
    steps: fc.array(steps, { maxLength: 2 }),
  },
  { requiredKeys: ['id', 'symptom', 'verdict', 'because'] },
);

/** Which actions go with which status. */
const standing = fc.oneof(
  fc
    .constantFrom(...ACTIONS.filter((action) => action !== 'none'))
    .map((action) => ({ status: 'matched' as const, action })),
  fc.constantFrom(
    { status: 'possible' as const, action: 'ask' as const },
    { status: 'unmatched' as const, action: 'none' as const },
    { status: 'invalid' as const, action: 'none' as const },
  ),
);

const anyResult: fc.Arbitrary<Result> = fc
  .record(
    {
      id: hostile,
      file: hostile,
      line: fc.integer({ min: 1 }),
      index: fc.nat(),
      observedAt: fc.constant('2026-11-20T13:41:00.000Z'),
      standing,
      symptoms: fc.array(symptoms, { maxLength: 3 }),
      missingFacts: fc.array(hostile, { maxLength: 3 }),
      problems: fc.array(
        fc.record(
          { code: fc.constantFrom('bad-json' as const, 'unknown-fact' as const), field: hostile, message: hostile },
          { requiredKeys: ['code', 'message'] },
        ),
        { maxLength: 2 },
      ),
      missing: fc.array(hostile, { maxLength: 2 }),
      failed: fc.constantFrom(0, 0, 0, 2),
    },
    { requiredKeys: ['standing', 'symptoms', 'missingFacts', 'problems', 'missing', 'failed'] },
  )
  .map(({ standing: { status, action }, symptoms: rows, missing, failed, ...rest }): Result => {
    const to = rows[0]?.to ?? 'vendor';
    return {
      schema: 'deskmedic/result/v1',
      ...rest,
      status,
      action,
      symptoms: status === 'matched' || status === 'possible' ? rows : [],
      ...(action === 'escalate' ? { escalation: { severity: 'S3', policy: 'cisco-tac', to, missing } } : {}),
      rules: { loaded: 48, matched: 1, notMatched: 40, notEvaluated: 7 - failed, failed },
      packs: [PACK],
    };
  });

/** Results of a batch, hostile in every field. */
export const anyBatch: fc.Arbitrary<readonly Result[]> = fc.array(anyResult, { maxLength: 25 });

const PACK = { name: 'webex-cc', version: '1.0.0', hash: '0'.repeat(64) };

/** A record that is to be escalated. */
export function plainResult(id: string): Result & { readonly symptoms: readonly [ResultSymptom] } {
  return {
    schema: 'deskmedic/result/v1',
    id,
    line: 7,
    status: 'matched',
    symptoms: [
      {
        id: 'audio/cross-talk',
        symptom: 'Another conversation is heard on the call',
        verdict: 'yes',
        outcome: 'escalate',
        to: 'vendor',
        because: ['audio.fault = cross-talk', 'affected.scope = one-agent'],
      },
    ],
    action: 'escalate',
    escalation: { severity: 'S3', policy: 'cisco-tac', to: 'vendor', missing: ['username', 'screenshots'] },
    missingFacts: [],
    problems: [],
    rules: { loaded: 48, matched: 1, notMatched: 40, notEvaluated: 7, failed: 0 },
    packs: [PACK],
  };
}

/** A record that has `text` wherever text can stand. */
export function hostileResult(text: string): Result {
  const plain = plainResult(text);
  const step = { id: text, do: text, who: 'agent', disrupts: 'none', if: text } as const;
  return {
    ...plain,
    file: text,
    symptoms: [{ ...plain.symptoms[0], id: text, symptom: text, say: text, for: text, because: [text], steps: [step] }],
    escalation: { severity: text, policy: text, to: 'vendor', missing: [text] },
    missingFacts: [text],
    problems: [{ code: 'unknown-fact', field: text, message: text }],
    packs: [{ name: text, version: text, hash: text }],
  };
}
