import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installProgram, type BuiltProgram } from '../support/built-program.ts';
import { sitDownWith } from '../support/sit-down.ts';
import { makeCertificates, startServer, type Certificates } from '../support/upload-server.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');
const TOKEN = 'canary-Wd5kQm91pY';
const MOST_PROMPTS = 6;

let program: BuiltProgram;
let certificates: Certificates;
beforeAll(() => {
  certificates = makeCertificates();
  program = installProgram();
});
afterAll(() => {
  program.remove();
  certificates.remove();
});

/** What a person at the desk says to each question; a list is answered by the number of its line. */
const SAID: readonly (readonly [question: string, keys: string])[] = [
  ['Is the agent signed in to the station?', '2'],
  ['Login username of the person affected?', 'jdoe'],
  ['Who is affected?', '1'],
  ['Whom may the vendor call back?', ''],
  ['SR number of the case at Cisco?', '694123456'],
  ['Send it?', '2'],
];

test('from a HAR and a console log on the disk to an uploaded bundle: one command line, six prompts', async () => {
  const server = await startServer(certificates.good);
  const files = ['har/sign-in-other.chrome.har', 'console/station-login-failed.log'].map((name) => join(FOLDER, name));
  const env = {
    DESKMEDIC_UPLOAD_URL: server.url,
    DESKMEDIC_UPLOAD_TOKEN: TOKEN,
    NODE_EXTRA_CA_CERTS: certificates.ca,
  };
  const desk = sitDownWith(program, { args: ['diagnose', '--evidence', ...files, '--upload'], env });
  const talk = desk.terminal();
  const asked: string[] = [];
  for (;;) {
    const open = await nextQuestion(() => talk.transcript(), asked, talk.ended);
    if (open === undefined) break;
    asked.push(open[0]);
    // A key that comes before the prompt is ready is lost.
    await new Promise((resolve) => setTimeout(resolve, 300));
    talk.send(open[1]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    talk.send('\r');
  }
  expect(await talk.ended).toMatchObject({ code: 3 });
  expect(talk.transcript()).toContain('Sent: sent (201)');
  expect(asked.length).toBeLessThanOrEqual(MOST_PROMPTS);
  expect(server.kept.size).toBe(1);
  expect(talk.raw()).not.toContain(TOKEN);
  expect(desk.run(['case', 'show', desk.cases()[0]!]).stdout).toMatch(/694123456/);
});

/** The question that stands open and was not answered yet; undefined when the program has ended. */
async function nextQuestion(
  screen: () => string,
  asked: readonly string[],
  ended: Promise<unknown>,
): Promise<readonly [string, string] | undefined> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (let tries = 0; tries < 300; tries++) {
    const open = SAID.find(([question]) => !asked.includes(question) && screen().includes(question));
    if (open !== undefined) return open;
    if (isOver) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`a question that nobody expected:\n${screen().slice(-2000)}`);
}
