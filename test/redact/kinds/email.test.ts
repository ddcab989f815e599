import { describe, expect, it } from 'vitest';
import { email } from '../../../src/redact/kinds/email.ts';
import { marked } from './marked.ts';

const redact = (text: string): string => marked(text, [email]);

describe('e-mail addresses', () => {
  it.each([
    ['in a sentence', 'write to jane.doe+x@mail.example.co.uk.', 'write to {email}.'],
    ['in angle brackets', 'Jane <Jane_D@EXAMPLE.com>, x', 'Jane <{email}>, x'],
    ['in an address', 'mailto:jo@example.com?x=1 sip:jane@example.com;t=1', 'mailto:{email}?x=1 sip:{email};t=1'],
    ['encoded', '?u=jane%40example.com&v=a%3Djo%2540example.com', '?u={email}&v=a%3D{email}'],
    ['encoded with a plus', 'q=jane%2Btag%40example.com', 'q={email}'],
    ['in HTML and JSON', String.raw`jo&#64;example.com jo\u0040example.com`, '{email} {email}'],
    ['escaped before it', String.raw`"x\njo@example.com"`, String.raw`"x\n{email}"`],
    ['with letters of the world', 'jürgen@münchen.de 用户@例子.公司', '{email} {email}'],
    ['with a quoted part', 'to "jane doe"@example.com', 'to {email}'],
    ['full-width', 'jo＠example．com', '{email}'],
    ['with something invisible', 'jo@exa\u200bmple.com', '{email}'],
    ['of a local domain', 'jane@corp.local', '{email}'],
    [
      'in names of files',
      'notes for jane@example.com.txt, li@mail.example.de.log',
      'notes for {email}.txt, {email}.log',
    ],
    ['in a list', 'a@x.com,b@y.org;c@z.net|d@z.net', '{email},{email};{email}|{email}'],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    'npm i react@18.2.0 @scope/pkg@1.0.0-beta.rc icon@2x.png icon@2x.min.png icon@dark.en.png getty@tty1.service',
    'Call-ID: a84b4c76e66710@pc33.atlanta.com',
    'callId="f81d4fae@gw.example.com" Message-ID: <x.1@mail.example.com>',
    'https://user@host.example.com/ wss://jane.doe@ws.example.com git@github.com:a/b.git',
    'jdoe@ws12:~$ ls; a @ b; @here; @media print; foo@bar; 50% @ 8',
    '{email-1} user@{private-address-1}',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('gives an address one placeholder, however it is encoded', () => {
    expect(email.canonical?.('Jane%2Bx%40Example.com')).toBe(email.canonical?.('jane+x@example.com'));
  });
});
