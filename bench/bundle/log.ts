import type { Random } from './random.ts';

const HOSTS = ['desktop.wxcc-us1.cisco.com', 'api.wxcc-us1.cisco.com', 'idbroker.webex.com', 'rtms.wxcc-us1.cisco.com'];
const LEVELS = ['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN', 'ERROR'];
const STATES = ['Available', 'Idle', 'Reserved', 'Connected', 'WrapUp', 'NotResponding'];
const CODES = ['1000', '1006', '4001', '503', '504'];
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** What an Agent Desktop and its network parts write, without a secret. */
const LINES: readonly ((random: Random) => string)[] = [
  (random) =>
    `[agent-state] agent ${random.uuid()} changed to ${random.pick(STATES)}, reason code ${random.integer(40)}`,
  (random) => `GET https://${random.pick(HOSTS)}/v1/interactions/${random.uuid()} 200 ${random.integer(900)} ms`,
  (random) =>
    `trackingid: ROUTER_${random.uuid().toUpperCase()} orgId=${random.uuid()} took ${random.integer(5000)} ms`,
  (random) =>
    `callSessionId=${random.uuid()} interactionId: ${random.uuid()} media established, mos 4.${random.integer(9)}`,
  (random) =>
    `ICE candidate:${random.integer(1e9)} 1 udp ${random.integer(1e9)} 62.109.${random.integer(255)}.7 ${40_000 + random.integer(9999)} typ srflx`,
  (random) =>
    `a=ssrc:${random.integer(1e9)} jitter=${random.integer(80)}ms loss=0.${random.integer(9)} rtt ${random.integer(300)}`,
  (random) =>
    `{"level":"info","event":"task:offered","interactionId":"${random.uuid()}","queue":"Sales EMEA","waiting":${random.integer(90)}}`,
  (random) =>
    `WebSocket to wss://${random.pick(HOSTS)}/v1/notify closed (${random.pick(CODES)}), re-connecting in ${random.integer(30)} s`,
  () => 'The agent clicked "Accept", and the desktop waits for the telephone to answer',
  (random) =>
    `    at t.handleMessage (https://${random.pick(HOSTS)}/static/js/main.${random.text(8, '0123456789abcdef')}.chunk.js:2:${random.integer(900_000)})`,
];

/** One in some twenty has what must go. */
const SECRETS: readonly ((random: Random) => string)[] = [
  (random) => `Authorization: Bearer ${random.text(60, LETTERS)}`,
  (random) => `callback https://desk.example/cb?code=${random.text(24, LETTERS)}&state=${random.text(16, LETTERS)}`,
  (random) => `Cookie: JSESSIONID=${random.text(32, '0123456789ABCDEF')}; theme=dark`,
  (random) =>
    `customer calls from +1 918 555 0${100 + random.integer(900)}, writes as guest${random.integer(900)}@mail.example`,
  (random) =>
    `registered from 10.${random.integer(255)}.${random.integer(255)}.${random.integer(255)} as C:\\Users\\jdoe\\AppData\\Local`,
  () => 'the caller read 4111 1111 1111 1111 aloud',
];

/** Secrets come again: those of one session stand in all of its lines. */
const SESSIONS = 40;

/** What a desk's logs of one day have in common: the same few sessions and customers. */
export function drawSecrets(random: Random): readonly string[] {
  return Array.from({ length: SESSIONS }, () => random.pick(SECRETS)(random));
}

/** `bytes` of a log, and the end of its last line. */
export function makeLog(random: Random, bytes: number, known = drawSecrets(random)): Buffer {
  const lines: string[] = [];
  let time = Date.UTC(2026, 10, 20, 13);
  for (let length = 0; length < bytes; length += lines.at(-1)!.length) {
    time += random.integer(400);
    const said = random.integer(20) === 0 ? random.pick(known) : random.pick(LINES)(random);
    lines.push(`${new Date(time).toISOString()} ${random.pick(LEVELS)} [thread-${random.integer(64)}] ${said}\n`);
  }
  return Buffer.from(lines.join(''));
}
