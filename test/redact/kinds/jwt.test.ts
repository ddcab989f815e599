import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('JSON Web Tokens', () => {
  it.each([
    ['id_token%3DeyJhbGciOi.eyJhbGciOi.abc', 'id_token%3D{jwt}'],
    ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4', '{jwt}'],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });
});
