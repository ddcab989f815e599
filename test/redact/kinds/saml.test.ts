import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('SAML messages', () => {
  it.each([
    [
      'SAMLResponse=PHNhbWxwOlJlc3BvbnNlIHhtbG5zOnNhbWxwPSJ1cm46b2FzaXM6%2Bxx&RelayState=1',
      'SAMLResponse={saml}&RelayState=1',
    ],
    [
      '<input type="hidden" name="SAMLResponse" value="PHNhbWxwOlJlc3BvbnNl"/>',
      '<input type="hidden" name="SAMLResponse" value="{saml}"/>',
    ],
    ['<input value="PHNhbWxwOlJlc3BvbnNl" name="SAMLResponse">', '<input value="{saml}" name="SAMLResponse">'],
    ['SAMLart=AAQAAMFbLinlXaCM%2BFIxiDwGOLAy2T71gbpO7ZhNzAgEANlB90ECfpNEVLg%3D', 'SAMLart={saml}'],
    ['<saml:Assertion ID="x"><saml:Subject>jo</saml:Subject></saml:Assertion>', '{saml}'],
    [
      'SAMLResponse: PHNhbWxwOlJlc3Bv\nAAAAAAAAAAAAAAAAAAAA\nBBBBBBBBBBBBBBBBBBBBBBBB\nnext',
      'SAMLResponse: {saml}\nnext',
    ],
    [
      '<samlp:Response><saml2:Assertion ID="a">xx</saml2:Assertion></samlp:Response>',
      '<samlp:Response>{saml}</samlp:Response>',
    ],
    ['wresult=%3Ct%3ARequestSecurityTokenResponse%3E', 'wresult={saml}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });
});
