import { describe, expect, it } from 'vitest';
import { networkDevice } from '../../../src/redact/kinds/network-device.ts';
import { marked } from './marked.ts';

const P = '{password}';
const redact = (text: string): string => marked(text, [networkDevice]);

describe('passwords of network devices', () => {
  it.each([
    ['snmp-server community b4sement RO 10', `snmp-server community ${P} RO 10`],
    ['snmp-server host 203.0.113.4 version 2c wintergreen', `snmp-server host 203.0.113.4 version 2c ${P}`],
    ['rocommunity wintergreen default', `rocommunity ${P} default`],
    ['bad community name: "winter green', `bad community name: "${P} green`],
    ['community string "west-RW-1" refused', `community string "${P}" refused`],
    ['community=west-RW-1', `community=${P}`],
    ['snmpget -v2c -c wintergreen host', `snmpget -v2c -c ${P} host`],
    [
      `snmpbulkwalk -v3 -l authPriv -u ops -A 'green lake' -X lake.Green9 host`,
      `snmpbulkwalk -v3 -l authPriv -u ops -A '${P} lake' -X ${P} host`,
    ],
    [
      'Login incorrect: [jo/green.Lake] (from client ap-2 port 7)',
      `Login incorrect: [jo/${P}] (from client ap-2 port 7)`,
    ],
    ['Auth: Login OK: [jo@x.org/a/b]c] (from client x)', `Auth: Login OK: [jo@x.org/${P}] (from client x)`],
  ])('are removed from %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'the community edition, community: active, community name is wrong, "community" of users',
    'set community 65000:120 additive, community=no-export',
    'Login incorrect: [jo/<via Auth-Type = mschap>] (from client x), Login incorrect',
    'Login OK [desk/17] 12 of 20',
    'grep -A 3 error snmp.log; ls -A folder; tar -c files',
    'snmp-server enable traps, snmpd -c /etc/x, snmptrapd -Lf log -c conf',
    'snmp-server community {password-1} RO',
  ])('are not seen in %j', (text) => {
    expect(redact(text)).toBe(text);
  });
});
