import { describe, expect, it } from 'vitest';
import { realSystem } from '../../src/io/system.ts';
import { findKnown } from '../../src/redact/known/find-known.ts';
import { makeThumbnails, type CopiedImage } from '../../src/bundle/thumbnails.ts';
import { PIXEL } from '../support/bundle-case.ts';

const IO = { interrupted: new AbortController().signal, system: realSystem('/') };
const NO_SECRETS = findKnown([]);

function image(path: string, bytes: Uint8Array = PIXEL): CopiedImage {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { path, type: 'png', content };
}

describe('the small pictures of a bundle', () => {
  it('are as many as the page shows, and not there for an image that cannot be read', async () => {
    const images = Array.from({ length: 14 }, (_, at) => image(`${at}`, at === 3 ? Buffer.from('no image') : PIXEL));
    const made = await makeThumbnails(images, NO_SECRETS, IO);
    expect([...made.keys()]).toEqual(['0', '1', '2', '4', '5', '6', '7', '8', '9', '10', '11']);
  });

  it('are left out when a secret would be found in them, which would end the bundle', async () => {
    const { dataUri } = (await makeThumbnails([image('a')], NO_SECRETS, IO)).get('a')!;
    const secret = (value: string) => findKnown([{ kind: 'password', value, placeholder: '{password-1}' }]);
    expect(await makeThumbnails([image('a')], secret(dataUri.slice(-20, -10)), IO)).toEqual(new Map());
    expect((await makeThumbnails([image('a')], secret('correct horse'), IO)).size).toBe(1);
  });

  it('are not made any more when the program is interrupted', async () => {
    const io = { ...IO, interrupted: AbortSignal.abort() };
    expect((await makeThumbnails([image('a')], NO_SECRETS, io)).size).toBe(0);
  });
});
