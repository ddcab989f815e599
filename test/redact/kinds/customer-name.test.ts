import { describe, expect, it } from 'vitest';
import { customerName } from '../../../src/redact/kinds/customer-name.ts';
import { marked } from './marked.ts';

const C = '{customer-name}';
const redact = (text: string): string => marked(text, [customerName]);

describe('names of customers', () => {
  it.each([
    ['in fields of text', '{"customerName":"Jane van der Berg","x":1}', `{"customerName":"${C}","x":1}`],
    ['in pairs', 'callerName=Jane Doe, queue=7 cnam=DOE JANE', `callerName=${C}, queue=7 cnam=${C}`],
    ['in addresses', 'customer_name=Jane%20Doe&x=1 firstName=Jane+Mary&y', `customer_name=${C}&x=1 firstName=${C}&y`],
    ['in small letters', 'caller name: jane doe', `caller name: ${C}`],
    ['in a line of its own', 'Customer: Jane Q. Doe called', `Customer: ${C} called`],
    ['of the world', 'Customer name: Åsa Öberg; Nombre: José de la Cruz', `Customer name: ${C}; Nombre: ${C}`],
    ['in SIP', 'From: "Jane Doe" <sip:1@x>;tag=1', `From: "${C}" <sip:1@x>;tag=1`],
    ['in SIP without quotes', 'P-Asserted-Identity: Jane Doe <sip:1@x>', `P-Asserted-Identity: ${C} <sip:1@x>`],
    [
      'in SIP and elsewhere with the number',
      'CLID: "DOE JANE" <4155550100>, CALLERID(name)=Jane Doe',
      `CLID: "${C}" <4155550100>, CALLERID(name)=${C}`,
    ],
    [
      'in headers of mails',
      'From: "Jane Doe" <jane@x.org>\nCc: José Díaz <j@x.org>',
      `From: "${C}" <jane@x.org>\nCc: ${C} <j@x.org>`,
    ],
    ['in a field of a field', '{"Caller_Name":{"value":"Jane Doe"}}', `{"Caller_Name":{"value":"${C}"}}`],
    [
      'of the holders of accounts',
      'accountHolder=Otto Fen, Account holder: Lea Kern',
      `accountHolder=${C}, Account holder: ${C}`,
    ],
    [
      'behind dots',
      'customer.name=Otto Fen caller.displayName: "otto fen" customer.firstName=Otto',
      `customer.name=${C} caller.displayName: "${C}" customer.firstName=${C}`,
    ],
    [
      'in objects',
      '{"customer":{"id":7,"name":"Otto Fen"}} {"remoteParty": {"displayName": "otto", "x": {}}}',
      `{"customer":{"id":7,"name":"${C}"}} {"remoteParty": {"displayName": "${C}", "x": {}}}`,
    ],
    [
      'in objects in strings and in programs',
      String.raw`{\"customer\":{\"name\":\"Otto Fen\"}} caller: { name: 'Otto Fen' }`,
      String.raw`{\"customer\":{\"name\":\"${C}\"}} caller: { name: '${C}' }`,
    ],
    ['in elements', '<customer.name>Otto Fen</customer.name>', `<customer.name>${C}</customer.name>`],
    ['in XML', '<CustomerName>Jane Doe</CustomerName>', `<CustomerName>${C}</CustomerName>`],
    ['escaped', String.raw`{\"customerName\":\"Jane Doe\"}`, String.raw`{\"customerName\":\"${C}\"}`],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'Customer: Hello, I cannot hear you',
    'Customer: waiting in queue, Caller: anonymous, caller name: unknown, cnam="Anonymous"',
    'the customer name is missing, customerName=null, customerName: undefined, "customerName": ""',
    'hostname: ws12, username=agent7, filename=report.txt, name: Desktop, queueName: Sales',
    'From: "Anonymous" <sip:anonymous@anonymous.invalid>',
    'From: <sip:1@x>, agentName=Jane Doe',
    'From: <jane@x.org>, to <jane@x.org>, From: "Anonymous" <a@x.org>',
    '{"client":{"name":"Chrome Mobile"},"queue":{"name":"Sales East"},"agent":{"name":"Jane Doe"}}',
    '{"customer":{"id":7},"queue":{"name":"Sales East"}} {"customer":{"name":null,"queueName":"East"}}',
    '"guest":{"name":"WIN10 Lab"} firstName -> GivenName, Customer -> Order Service',
    '<client>Cisco Jabber</client>, Customer > Account Settings, Client:\nMicrosoft Windows',
    'client.name=Chrome Mobile, account holder: verified, account holder not found, accountHolder=true',
    '<customer/><name>Sales East</name>, customer.hostname=ws12, the customer (name unknown)',
    'Customer: {customer-name-1}, customerName="{customer-name-2}"',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('are told by the names of fields and of the objects that they stand in', () => {
    for (const field of ['customername', 'accountholder', 'accountholdername'])
      expect([field, customerName.isField?.(field)]).toEqual([field, true]);
    for (const [field, object] of [
      ['name', 'customer'],
      ['displayname', 'caller'],
      ['fullname', 'customers'],
    ] as const)
      expect([field, object, customerName.isFieldOf?.(field, object)]).toEqual([field, object, true]);
    for (const [field, object] of [
      ['name', 'client'],
      ['name', 'agent'],
      ['hostname', 'customer'],
      ['id', 'customer'],
    ] as const)
      expect([field, object, customerName.isFieldOf?.(field, object)]).toEqual([field, object, false]);
  });
});
