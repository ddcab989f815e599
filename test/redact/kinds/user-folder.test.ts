import { describe, expect, it } from 'vitest';
import { userFolder } from '../../../src/redact/kinds/user-folder.ts';
import { marked } from './marked.ts';

const U = '{user-folder}';
const redact = (text: string): string => marked(text, [userFolder]);

describe('names of users in their folders', () => {
  it.each([
    ['of Windows', String.raw`C:\Users\jdoe\AppData\x.log`, 'C:\\Users\\{user-folder}\\AppData\\x.log'],
    ['with blanks', String.raw`C:\Users\Jane Doe\Desktop`, 'C:\\Users\\{user-folder}\\Desktop'],
    ['escaped', String.raw`"C:\\Users\\jörg.müller\\x"`, '"C:\\\\Users\\\\{user-folder}\\\\x"'],
    ['with slashes', 'file:///C:/Users/jdoe/x and /c/Users/jdoe/x', `file:///C:/Users/${U}/x and /c/Users/${U}/x`],
    ['of old', String.raw`C:\Documents and Settings\jdoe\x`, 'C:\\Documents and Settings\\{user-folder}\\x'],
    ['encoded', 'path=C%3A%5CUsers%5Cjdoe%5Cx', `path=C%3A%5CUsers%5C${U}%5Cx`],
    ['at the end', String.raw`in C:\Users\jdoe.`, 'in C:\\Users\\{user-folder}.'],
    ['of Linux', 'cd /home/jdoe/.config; HOME=/home/jdoe', `cd /home/${U}/.config; HOME=/home/${U}`],
    [
      'of macOS',
      'at (/Users/jdoe/app/x.js:1:2) file:///Users/jdoe/x',
      `at (/Users/${U}/app/x.js:1:2) file:///Users/${U}/x`,
    ],
    ['on a share', String.raw`\\fs01\profiles$\jdoe\x`, '\\\\fs01\\profiles$\\{user-folder}\\x'],
    ['in a prompt', 'jdoe@ws12:~/src$ ls\n[jdoe@ws12 ~]$ ls', `${U}:~/src$ ls\n[${U} ~]$ ls`],
    [
      'in variables',
      'USERNAME=mmuster USER=mmuster user.name=mmuster, "LOGNAME": "mmuster"',
      `USERNAME=${U} USER=${U} user.name=${U}, "LOGNAME": "${U}"`,
    ],
    ['of ssh', 'ssh -v jdoe@ws12 uptime', `ssh -v ${U} uptime`],
  ])('%s go', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    String.raw`C:\Users\Public\x C:\Users\Default\x /Users/Shared/x C:\Windows\System32`,
    'https://desktop.example.com/home/dashboard, GET /home/index.html HTTP/1.1',
    'https://api.example.com/scim/v2/Users/2819c223 and /api/Users/7 and "url":"/home/page"',
    'jane@example.com, react@latest, Call-ID: abc@gw:5060',
    '/home/{user-folder-1}/x {user-folder-2}:~$',
    'work from home/office; users: 7',
    'username=agent7 CRM_USER=connector db.user.name=x DB_USERNAME=app user name=x',
    'NOTICE TO USER: Carefully read it; USERNAME: see below',
    'USER=root USERNAME=Administrator user.name=unknown USER=ACME\\\\jdoe',
  ])('leaves "%s"', (text) => {
    expect(redact(text)).toBe(text);
  });
});
