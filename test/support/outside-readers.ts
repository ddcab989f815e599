import { spawnSync } from 'node:child_process';
import { Parser } from 'tap-parser';

/** A JUnit document as Python's xml.dom.minidom reads it. */
export interface JunitSuite {
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly attributes: Readonly<Record<string, string>>;
    readonly properties: Readonly<Record<string, string>>;
    /** Names of its elements other than `properties`, each with its attributes and text. */
    readonly parts: readonly { name: string; attributes: Readonly<Record<string, string>>; text: string }[];
  }[];
}

const READ_JUNIT = `
import sys, json
from xml.dom import minidom
def attributes(e): return dict(e.attributes.items())
def children(e, name): return [c for c in e.childNodes if c.nodeType == c.ELEMENT_NODE and c.tagName == name]
def properties(e): return {p.getAttribute('name'): p.getAttribute('value') for b in children(e, 'properties') for p in children(b, 'property')}
def part(e): return {'name': e.tagName, 'attributes': attributes(e), 'text': ''.join(c.data for c in e.childNodes)}
def case(e): return {'attributes': attributes(e), 'properties': properties(e),
  'parts': [part(c) for c in e.childNodes if c.nodeType == c.ELEMENT_NODE and c.tagName != 'properties']}
root = minidom.parseString(sys.stdin.buffer.read()).documentElement
assert root.tagName == 'testsuites'
print(json.dumps([{'attributes': attributes(s), 'properties': properties(s), 'cases': [case(c) for c in children(s, 'testcase')]}
  for s in children(root, 'testsuite')]))`;

const READ_CSV = `
import sys, io, csv, json
csv.field_size_limit(1 << 30)
print(json.dumps(list(csv.DictReader(io.TextIOWrapper(sys.stdin.buffer, 'utf-8', newline=''), strict=True))))`;

/** Throws when it is not well-formed. */
export function readJunit(xml: string): JunitSuite[] {
  return python(READ_JUNIT, xml) as JunitSuite[];
}

/** The rows as Python's csv reads them, by the names in the header. */
export function readCsv(text: string): Record<string, string>[] {
  return python(READ_CSV, text) as Record<string, string>[];
}

function python(script: string, input: string): unknown {
  return JSON.parse(run('python3', ['-c', script], input));
}

function run(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error !== undefined || status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return stdout;
}

const HAS_JQ = spawnSync('jq', ['--version']).status === 0;
if (!HAS_JQ)
  console.warn('\n*** jq is not installed: JSON is read by JSON.parse alone, which no outsider has checked. ***\n');

/** The JSON values of a text, one after the other, as jq reads them. */
export function readJsonValues(text: string): unknown[] {
  if (HAS_JQ) return JSON.parse(run('jq', ['-c', '-s', '.'], text)) as unknown[];
  const whole = (): unknown[] => [JSON.parse(text)];
  const lines = (): unknown[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown);
  try {
    return whole();
  } catch {
    return lines();
  }
}

/** A TAP stream as tap-parser reads it; anything that is no TAP counts as a failure. */
export function readTap(text: string): {
  readonly ok: boolean;
  readonly count: number;
  readonly fail: number;
  readonly planEnd: number;
  readonly problems: readonly unknown[];
  readonly points: readonly { id: number; ok: boolean; name: string; skip: string | boolean; diag: unknown }[];
} {
  const points: { id: number; ok: boolean; name: string; skip: string | boolean; diag: unknown }[] = [];
  const problems: unknown[] = [];
  const parser = new Parser({ strict: true });
  parser.on('assert', ({ id, ok, name, skip, diag, tapError }) => {
    points.push({ id, ok, name, skip, diag: diag as unknown });
    if (tapError !== null) problems.push(tapError);
  });
  parser.on('extra', (extra) => problems.push(extra));
  parser.on('child', () => problems.push('a subtest'));
  parser.on('bailout', (reason) => problems.push(reason));
  parser.end(text);
  const { ok, count, fail, plan } = parser.results!;
  if (plan.end !== count && count > 0) problems.push('the plan is wrong');
  return { ok, count, fail, planEnd: plan.end ?? 0, problems, points };
}
