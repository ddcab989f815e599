import { describe, expect, it } from 'vitest';
import { anyAddress, privateAddress } from '../../../src/redact/kinds/private-address.ts';
import { marked } from './marked.ts';

const P = '{private-address}';
const redact = (text: string): string => marked(text, [privateAddress]);

describe('private addresses', () => {
  it.each([
    ['of RFC 1918', '10.0.0.1 172.16.5.4 172.31.255.255 192.168.0.66', `${P} ${P} ${P} ${P}`],
    ['of RFC 6598 and RFC 3927', '100.64.0.1, 169.254.7.8.', `${P}, ${P}.`],
    ['with a port and a mask', '10.0.0.1:5060 10.1.0.0/16 udp://192.168.1.1:3478', `${P}:5060 ${P}/16 udp://${P}:3478`],
    ['as tcpdump writes them', 'IP 10.0.0.1.5060 > 10.0.0.2.53: UDP', `IP ${P}.5060 > ${P}.53: UDP`],
    ['with zeros', 'ip 192.168.001.066', `ip ${P}`],
    ['with dashes', 'dhcp-192-168-0-66.corp ip-10-0-0-1.ec2.internal', `dhcp-${P}.corp ip-${P}.ec2.internal`],
    ['with underscores', 'pc_10_0_0_1 192-168-0-66', `pc_${P} ${P}`],
    ['turned round', '66.0.168.192.in-addr.arpa', `${P}.in-addr.arpa`],
    ['of RFC 4193', 'fd12:3456:789a::1 [fc00::1]:443', `${P} [${P}]:443`],
    ['link-local, in capitals, with a zone', 'FE80::1C2A:3BFF:FE4D:5E6F%eth0', `${P}%eth0`],
    ['of eight groups', 'src fe80:0:0:0:204:61ff:fe9d:f156 dst', `src ${P} dst`],
    ['mapped', '::ffff:10.0.0.1', `::ffff:${P}`],
    ['encoded', 'ip=fe80%3A%3A1&x=%2010.0.0.7', `ip=${P}&x=%20${P}`],
    ['escaped', String.raw`"a\n10.0.0.1\nfe80::1"`, String.raw`"a\n${P}\n${P}"`],
    [
      'named',
      'candidate 7f3a.local JANES-MACBOOK.local:5353 nas.lan r.home.arpa',
      `candidate ${P} ${P}:5353 ${P} ${P}`,
    ],
    ['full-width', 'at １０．０．０．１ now', `at ${P} now`],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '8.8.8.8 and 173.36.1.2 and 172.32.0.1 and 11.0.0.1 and 100.128.0.1 are public',
    '127.0.0.1 0.0.0.0 255.255.255.0 ::1 :: are everybody’s',
    'version 10.0.2.1, v10.1.2.3, "version":"10.6.1.0", build 10.0.19045.3448, release=10.5.1.2',
    '1.3.6.1.4.1.10.1.2.3 is an OID, 10.0.300.1 nothing',
    '2001:db8::1 at 12:34:56, 00:1a:2b:3c:4d:5e, std::dec, a::b, feed::back, fe80',
    'desktop.wxcc-us1.cisco.com, settings.local.json, this.local = 1, localhost',
    'on 2026-10-11-12-13, in 192-168',
    '{private-address-1}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('has public ones as well by choice, but not the machine itself, masks, times and code', () => {
    expect(marked('8.8.8.8:53 [2001:DB8::1] 10.0.0.1', [anyAddress])).toBe('{address}:53 [{address}] {address}');
    const kept = '127.0.0.1 255.255.255.0 0.0.0.0 ::1 12:34:56 std::dec 00:1a:2b:3c:4d:5e version 8.8.8.8';
    expect(marked(kept, [anyAddress])).toBe(kept);
  });

  it('gives all spellings of an address one placeholder', () => {
    const spelled = (value: string): string | undefined => privateAddress.canonical?.(value);
    expect(spelled('ip-10-0-0-1'.slice(3))).toBe(spelled('10.0.0.1'));
    expect(spelled('010.000.000.001')).toBe(spelled('10.0.0.1'));
    expect(spelled('FE80::1')).toBe(spelled('fe80:0:0:0:0:0:0:1'));
    expect(spelled('fe80%3A%3A1')).toBe(spelled('fe80::1'));
    expect(spelled('fe80::1')).not.toBe(spelled('fe80::2'));
  });
});
