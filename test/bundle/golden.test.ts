import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyBundles } from '../../src/bundle/chain-verify.ts';
import { inspectBundle } from '../../src/bundle/inspect.ts';
import { readBundleContent } from '../../src/bundle/read-record.ts';
import { temporaryFolder } from '../support/disk.ts';
import { wholeIo } from '../support/whole-io.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/bundles');
const io = wholeIo();

/**
 * Bundles of earlier versions, which every later one verifies and reads. They are never changed; a new version of the
 * format adds one.
 */
const BUNDLES: Readonly<Record<string, { readonly id: string; readonly parent: string | null }>> = {
  '0.1.0-first.zip': { id: '597f184452f0ca8f6982441254b84bb9e53f300f49c7c16182ac1ac9b525280b', parent: null },
  '0.1.0-case.zip': { id: '6a2de2cf582b8696cd29826f30fd3c0e22dd3c0dbe22d3e28295000f28028aa6', parent: null },
  // Names its parent in its record alone.
  '0.1.0-supplement.zip': {
    id: '2a2274f9da50eda54738a836429e3068387909cd57e5ed49afbc4e7f8e115f82',
    parent: '6a2de2cf582b8696cd29826f30fd3c0e22dd3c0dbe22d3e28295000f28028aa6',
  },
};

describe('a bundle of an earlier version', () => {
  it('is told of here', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(BUNDLES).sort());
  });

  it.each(Object.entries(BUNDLES))('verifies, and is read: %s', async (name, { id, parent }) => {
    const path = join(FOLDER, name);
    const { verification, record } = await inspectBundle(path, io);
    expect(verification).toEqual({
      schema: 'deskmedic/verify/v1',
      valid: true,
      id,
      parent,
      changed: [],
      missing: [],
      extra: [],
      errors: [],
      warnings: [],
    });
    expect(record).toMatchObject({ case: '20261120-k3f9', severity: { severity: 'S2' } });
    expect(await readBundleContent(path, io)).toMatchObject({ id, record: { case: '20261120-k3f9' } });
  });

  it.each(Object.keys(BUNDLES))('is sound to sha256sum: %s', (name) => {
    const folder = temporaryFolder();
    execFileSync('unzip', ['-q', join(FOLDER, name), '-d', folder]);
    const cwd = join(folder, readdirSync(folder)[0]!);
    execFileSync('sha256sum', ['--strict', '-c', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], { cwd });
  });

  it('makes a chain with what was added to it', async () => {
    const paths = ['0.1.0-supplement.zip', '0.1.0-case.zip'].map((name) => join(FOLDER, name));
    const id = BUNDLES['0.1.0-supplement.zip']!.id;
    expect(await verifyBundles(paths, { id }, io)).toMatchObject({ valid: true, id });
  });
});
