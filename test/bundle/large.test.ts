import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Verification } from '../../src/bundle/verify.ts';
import { bundleChild } from '../support/child.ts';
import { temporaryFolder } from '../support/disk.ts';

const child = bundleChild(join(import.meta.dirname, '../support/verify-child.ts'));
const TOP = 'bag';
/** What the whole program may take (MiB, of 1,048,576 bytes). */
const MEMORY = 110;

/** So many zeros, by sha256sum and Python's zlib. They are a hole in a file, which takes no room on the disk. */
const ZEROS = {
  bytes: 4_500_000_000,
  sha256: 'de96a177da94dfdcc02a8ef33ae17ac637df47124748819cd5994850030abe9d',
  crc32: 1012359683,
};

/** Manifests for files of a bag that lie in `folder`, made by sha256sum. */
function writeTags(folder: string, bytes: number, files: number): void {
  const top = join(folder, TOP);
  writeFileSync(join(top, 'bagit.txt'), 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  writeFileSync(join(top, 'bag-info.txt'), `Payload-Oxum: ${bytes}.${files}\n`);
  const script =
    'find data -type f | sort | xargs sha256sum > manifest-sha256.txt; sha256sum bag*.txt manifest*.txt > tagmanifest-sha256.txt';
  execFileSync('sh', ['-c', script], { cwd: top });
}

function verify(path: string): { readonly found: Verification; readonly mebibytes: number } {
  const ran = spawnSync(process.execPath, [child, path], { encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  const { found, milliseconds, megabytes } = JSON.parse(ran.stdout) as {
    found: Verification;
    milliseconds: number;
    megabytes: number;
  };
  const mebibytes = Math.round((megabytes * 1_000_000) / 1_048_576);
  console.info(`${path.replace(/.*\//, '')}: ${milliseconds} ms, ${mebibytes} MiB in all`);
  return { found, mebibytes };
}

describe('a bundle of a size that is hard to hold', () => {
  it('of 2,000 files is verified in little memory, packed and in a folder', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, TOP, 'data'), { recursive: true });
    for (let index = 0; index < 2_000; index += 1)
      writeFileSync(join(folder, TOP, 'data', `${index}.log`), `${index}: `.padEnd(10_000, `line ${index}\n`));
    writeTags(folder, 20_000_000, 2_000);
    execFileSync('python3', ['-m', 'zipfile', '-c', 'many.zip', TOP], { cwd: folder });
    for (const path of [join(folder, 'many.zip'), join(folder, TOP)]) {
      const { found, mebibytes } = verify(path);
      expect(found).toMatchObject({ valid: true, errors: [] });
      expect(mebibytes).toBeLessThan(MEMORY);
    }
  });

  it('with a file of 4.5 GB is verified in little memory', { timeout: 300_000 }, () => {
    const folder = temporaryFolder();
    const top = join(folder, TOP);
    mkdirSync(join(top, 'data'), { recursive: true });
    writeTags(folder, ZEROS.bytes, 1);
    writeFileSync(join(top, 'manifest-sha256.txt'), `${ZEROS.sha256}  data/large.bin\n`);
    execFileSync('sh', ['-c', 'sha256sum bag*.txt manifest*.txt > tagmanifest-sha256.txt'], { cwd: top });
    execFileSync('python3', ['-c', PACK_LARGE, String(ZEROS.bytes), String(ZEROS.crc32)], { cwd: folder });
    const { found, mebibytes } = verify(join(folder, 'large.zip'));
    expect(found).toMatchObject({ valid: true, errors: [] });
    expect(mebibytes).toBeLessThan(MEMORY);
    expect(readdirSync(folder).sort()).toEqual([TOP, 'large.zip']);
  });
});

/**
 * Python's own writer makes the headers of an archive whose large entry is a hole: it is told the sizes, and the data is
 * skipped over.
 */
const PACK_LARGE = `
import sys, zipfile, os
size, crc = int(sys.argv[1]), int(sys.argv[2])
with open('large.zip', 'wb+') as out:
    archive = zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED, allowZip64=True)
    info = zipfile.ZipInfo('${TOP}/data/large.bin')
    info.external_attr, info.create_system = 0o100644 << 16, 3
    info.file_size = info.compress_size = size
    info.CRC, info.header_offset = crc, out.tell()
    out.write(info.FileHeader(zip64=True))
    out.seek(size, os.SEEK_CUR)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir, archive._didModify = out.tell(), True
    for name in ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt']:
        archive.write('${TOP}/' + name)
    archive.close()
`;
