import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('tokens against request forgery', () => {
  it.each([
    ['X-CSRF-Token: abc123def', 'X-CSRF-Token: {csrf}'],
    ['<meta name="csrf-token" content="abc123def==">', '<meta name="csrf-token" content="{csrf}">'],
    ['XSRF-TOKEN=abc123def; path', 'XSRF-TOKEN={csrf}; path'],
    ['__RequestVerificationToken=CfDJ8abc', '__RequestVerificationToken={csrf}'],
    ['_csrf=abc123-def', '_csrf={csrf}'],
    ['csrfmiddlewaretoken=abc123def456', 'csrfmiddlewaretoken={csrf}'],
    [
      '<input name="__RequestVerificationToken" type="hidden" value="CfDJ8abc123" />',
      '<input name="__RequestVerificationToken" type="hidden" value="{csrf}" />',
    ],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each(['nonce="abc"', 'nonce=abc123def456'])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
