import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

describe('presigned addresses', () => {
  it.each([
    [
      'https://a.blob.core.windows.net/c/b?sv=2020&se=2026-01-01&sig=abcd%2B1234efgh%3D',
      'https://a.blob.core.windows.net/c/b?sv=2020&se=2026-01-01&sig={presigned-url}',
    ],
    [
      'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F2013&X-Amz-Expires=86400&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835',
      'https://b.s3.amazonaws.com/k?X-Amz-Algorithm=AWS4&X-Amz-Credential={presigned-url}&X-Amz-Expires=86400&X-Amz-Signature={presigned-url}',
    ],
    ['X-Amz-Security-Token=IQoJb3JpZ2luX2VjEA0aCXVzLWVhc3QtMSJ', 'X-Amz-Security-Token={presigned-url}'],
    [
      'https://s/o?GoogleAccessId=svc@proj.iam.gserviceaccount.com&Expires=1&Signature=abc123DEF456ghi789',
      'https://s/o?GoogleAccessId={presigned-url}&Expires=1&Signature={presigned-url}',
    ],
    [
      'https://x.blob/c?sp=r&st=2026&sv=2020&sr=b&sig=Abc123%2Fdef456ghi%3D',
      'https://x.blob/c?sp=r&st=2026&sv=2020&sr=b&sig={presigned-url}',
    ],
    [
      'CloudFront: Signature=abc123DEF456ghi~&Key-Pair-Id=APKAEXAMPLE1234567890',
      'CloudFront: Signature={presigned-url}&Key-Pair-Id={presigned-url}',
    ],
  ])('are removed from %j', (text, expected) => {
    expect(marked(text)).toBe(expected);
  });

  it.each([
    'https://x/y?X-Amz-Expires=86400&Expires=1732110060',
    'signature: void f(int a)',
    'Signature verification failed',
    'X-Amz-Date: 20261120T134100Z X-Amz-Cf-Id: abcdEFGH1234567890==',
    'signature_algorithm=RS256 sig: ok',
  ])('are not seen in %j', (text) => {
    expect(marked(text)).toBe(text);
  });
});
