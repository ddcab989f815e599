import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('one-time codes', () => {
  it.each([
    ['Your verification code is 123456', 'Your verification code is {one-time-code}'],
    ['123456 is your Webex verification code', '{one-time-code} is your Webex verification code'],
    [
      'Your code: G-123456 is your Google verification code',
      'Your code: G-{one-time-code} is your Google verification code',
    ],
    ['verification code: 482913.', 'verification code: {one-time-code}.'],
    ['OTP: 4821', 'OTP: {one-time-code}'],
    ['PIN: 1234', 'PIN: {one-time-code}'],
    ['her PIN is 4821', 'her PIN is {one-time-code}'],
    ['security code 123456', 'security code {one-time-code}'],
    ['Su código de verificación es 123456', 'Su código de verificación es {one-time-code}'],
    ['codigo de seguridad: 1234', 'codigo de seguridad: {one-time-code}'],
    ['Ihr Bestätigungscode lautet 123456', 'Ihr Bestätigungscode lautet {one-time-code}'],
    ['Einmalpasswort: 482913', 'Einmalpasswort: {one-time-code}'],
    ['Ihre TAN: 482913', 'Ihre TAN: {one-time-code}'],
    ['otp=482913&x', 'otp={one-time-code}&x'],
    ['Your verification code is:\n482913', 'Your verification code is:\n{one-time-code}'],
    ['la clave de acceso es 4821', 'la clave de acceso es {one-time-code}'],
    ['the code is 482913', 'the code is {one-time-code}'],
    ['enter code 482913', 'enter code {one-time-code}'],
    ['Use 482913 to verify your account', 'Use {one-time-code} to verify your account'],
    ['482913 ist Ihr Bestätigungscode', '{one-time-code} ist Ihr Bestätigungscode'],
    ['Tu código es 482913', 'Tu código es {one-time-code}'],
    ['SMS-Code: 482913', 'SMS-Code: {one-time-code}'],
    ['one-time passcode: 482913', 'one-time passcode: {one-time-code}'],
    ['OTP 482913 entered', 'OTP {one-time-code} entered'],
    ['mfa_code=482913', 'mfa_code={one-time-code}'],
    ['"otp":"482913"', '"otp":"{one-time-code}"'],
    ['<otp>581731</otp><ns:pin>4821</ns:pin>', '<otp>{one-time-code}</otp><ns:pin>{one-time-code}</ns:pin>'],
    ["verificationCode: '482913'", "verificationCode: '{one-time-code}'"],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'area code 4155, postal code 90210, country code 44, zip code 10001',
    'pin 4 of the connector, pinned 1234 messages',
    'PIN was reset',
    'one-time code sent',
    'OTP sent at 13:41',
    'verification code sent to 4711',
    'Code 4711: line busy',
    'access code list',
    'extension 123456 is the agent extension',
    '2026-11-20 13:41:00 ERROR Login failed for agent_7: invalid credentials: code 401',
    'user 4711 entered code 12 on menu 3',
    'the extension is 123456 and the agent id is 482913',
    'error code is 1006; the reason code 482913',
    'Contact 482913 is your next call',
    'SR 698765432 is open, order 123456 is your order',
    'The access code list changed',
    'passcode entry screen, passing: 1234567a',
    'Subject: verification code, no reply',
    'INFO retry in 5 s; code: ECONNRESET; errno: -104',
    'The OTP expired; PIN pad not working; tan 45',
    'pin 2026-11-20; MFA 2026.1',
    'code=200&message=ok',
    'if pin > 1000 then otp>581731 <otp>sent</otp>',
    'npm ERR! code ELIFECYCLE1234567890',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
