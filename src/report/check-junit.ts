import { create, type XMLElement } from 'xmlbuilder';
import type { ExitCode } from '../exit-codes.ts';
import { asTest, type TestStanding } from './check-as-test.ts';
import type { CheckFormat } from './check-format.ts';
import { resultLines } from './check-text.ts';
import { nameOf, packWords, wordsOf } from './check-words.ts';
import { escapeText } from './escape.ts';
import type { Result, Summary } from './result.ts';
import { renderLines } from './text.ts';

/** Records of one suite at the most: its counts stand before them, so they are held until then. */
const SUITE_RECORDS = 500;
/** Characters of one suite, or of its last record when that is longer. */
const SUITE_CHARACTERS = 1024 * 1024;

/**
 * JUnit XML: a test case for each record, in suites that know their counts, then a suite without cases whose properties
 * are the summary. How a record becomes a test, {@link asTest} says; its status and action are properties of the case.
 */
export function createCheckJunit(): CheckFormat {
  let cases: string[] = [];
  let characters = 0;
  let counts = noCounts();
  let packs: Result['packs'] = [];

  function suite(nth: number): string {
    if (cases.length === 0) return '';
    const name = `records ${nth - cases.length + 1} to ${nth}`;
    const made = element('testsuite', { name, ...counts });
    addProperties(made, { packs: listed(packs.map(packWords)) });
    const text = made.raw(`\n${cases.join('')}  `).end();
    [cases, characters, counts] = [[], 0, noCounts()];
    return `  ${text}\n`;
  }

  return {
    head: '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="deskmedic check">\n',
    result: (result, nth) => {
      const standing = asTest(result);
      const text = testCase(result, standing);
      packs = result.packs;
      cases.push(text);
      characters += text.length;
      counts.tests++;
      const counted = COUNTED[standing.kind];
      if (counted !== undefined) counts[counted]++;
      return cases.length < SUITE_RECORDS && characters < SUITE_CHARACTERS ? '' : suite(nth + 1);
    },
    isNumbered: true,
    tail: (summary, exitCode) => `${suite(summary.records)}${summarySuite(summary, exitCode)}</testsuites>\n`,
  };
}

type Counts = Record<'tests' | 'failures' | 'errors' | 'skipped', number>;

/** Where each kind is counted; `tests` has all of them. */
const COUNTED: Readonly<Record<TestStanding['kind'], keyof Counts | undefined>> = {
  passed: undefined,
  failed: 'failures',
  error: 'errors',
  skipped: 'skipped',
};

function noCounts(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0 };
}

function testCase(result: Result, standing: TestStanding): string {
  const { file, line, observedAt, status, action, symptoms, problems, missingFacts, escalation } = result;
  const [first] = symptoms;
  // Names and places stay the same from run to run, whatever is found: that is by what a test is known again.
  const made = element('testcase', { classname: file ?? 'check', name: nameOf(result), file, line });
  addProperties(made, {
    status,
    action,
    observedAt,
    symptom: first?.id,
    severity: escalation?.severity,
    missing: listed(escalation?.missing),
    missingFacts: listed(missingFacts),
    problems: listed(problems.map(({ code }) => code)),
  });
  const text = renderLines(resultLines(result), { color: false });
  const about = first === undefined ? wordsOf(result) : `${wordsOf(result)}: ${first.id}`;
  switch (standing.kind) {
    case 'failed':
      add(made, 'failure', { type: action, message: about }).txt(text);
      break;
    case 'error':
      add(made, 'error', { type: problems[0]?.code ?? status, message: problems[0]?.message ?? about }).txt(text);
      break;
    case 'skipped':
      add(made, 'skipped', { message: `${standing.why}: ${about}` });
      add(made, 'system-out', {}).txt(text);
      break;
    case 'passed':
      add(made, 'system-out', {}).txt(text);
  }
  return `${made.end({ pretty: true, offset: 2 })}\n`;
}

function summarySuite({ statuses, actions, ...totals }: Summary, exitCode: ExitCode): string {
  const suite = element('testsuite', { name: 'summary', ...noCounts() });
  addProperties(suite, { ...totals, ...prefixed('statuses', statuses), ...prefixed('actions', actions), exitCode });
  return `${suite.end({ pretty: true, offset: 1 })}\n`;
}

function prefixed(prefix: string, counts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [`${prefix}.${name}`, count]));
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element that is a document by itself, so that nothing grows with what is written. */
function element(name: string, attributes: Attributes): XMLElement {
  // What XML has no characters for was made visible before; this is for what an older Unicode does not know of.
  return withAttributes(create(name, { headless: true, invalidCharReplacement: '\ufffd' }), attributes);
}

function add(parent: XMLElement, name: string, attributes: Attributes): XMLElement {
  return withAttributes(parent.ele(name), attributes);
}

function withAttributes(made: XMLElement, attributes: Attributes): XMLElement {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) made.att(name, escapeText(String(value)));
  }
  return made;
}

function addProperties(parent: XMLElement, values: Attributes): void {
  const properties = parent.ele('properties');
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) add(properties, 'property', { name, value });
  }
}

function listed(items: readonly string[] | undefined): string | undefined {
  return items === undefined || items.length === 0 ? undefined : items.join('; ');
}
