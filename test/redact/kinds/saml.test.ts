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
    [
      '<saml:Assertion ID="x1"><saml:Subject>jo</saml:Subject></saml:Assertion>',
      '<saml:Assertion ID="{saml}"><saml:Subject>{saml}</saml:Subject></saml:Assertion>',
    ],
    [
      '<Assertion><Attribute Name="role" NameFormat="urn:x:y"><AttributeValue>night shift</AttributeValue></Attribute><a b="c d"/></Assertion>',
      '<Assertion><Attribute Name="role" NameFormat="urn:x:y"><AttributeValue>{saml}</AttributeValue></Attribute><a b="{saml}"/></Assertion>',
    ],
    ['<Assertion><NameID Format="urn:a">jo</Na', '<Assertion><NameID Format="urn:a">{saml}<{saml}'],
    ['<saml:Assertion><saml:Subject SPNameQual', '<saml:Assertion><{saml}'],
    ['<p:LogoutRequest Version="2.0" ID="_9f3c0a7d2e">', '<p:LogoutRequest Version="2.0" ID="{saml}">'],
    ["<AuthnStatement SessionIndex='sess-77ab01c4'/>", "<AuthnStatement SessionIndex='{saml}'/>"],
    [
      '<ds:SignatureValue>Zm9vYmFyYmF6cXV4\nAAAAAAAAAAAAAAAA</ds:SignatureValue>',
      '<ds:SignatureValue>{saml}</ds:SignatureValue>',
    ],
    [
      'SAMLResponse: PHNhbWxwOlJlc3Bv\nAAAAAAAAAAAAAAAAAAAA\nBBBBBBBBBBBBBBBBBBBBBBBB\nnext',
      'SAMLResponse: {saml}\nnext',
    ],
    [
      '<samlp:Response><saml2:Assertion ID="a">xx</saml2:Assertion></samlp:Response>',
      '<samlp:Response><saml2:Assertion ID="{saml}">{saml}</saml2:Assertion></samlp:Response>',
    ],
    ['wresult=%3Ct%3ARequestSecurityTokenResponse%3E', 'wresult={saml}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    '<saml:Assertion Version="2.0" IssueInstant="2026-11-20T13:40:58Z"><saml:Issuer>https://idp.example.com/idb</saml:Issuer></saml:Assertion>',
    '<Assertion><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/></Assertion>',
    '<Assertion><AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</AuthnContextClassRef></Assertion>',
    '<Conditions NotBefore="2026-11-20T13:40:58Z" NotOnOrAfter="2026-11-20T13:45:58Z"/>',
    '<item ID="row-000000000001">x</item>',
    'the SignatureValue is wrong; AssertionError: x',
  ])('leave %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
