import { execFileSync } from 'node:child_process';

/** Takes a bundle apart, adds a file of so many bytes, and makes it whole again: its own manifests, nothing packed. */
const ENLARGE = `
import sys, os, hashlib, zipfile, tempfile
small, large, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
drop = sys.argv[4:]
source = zipfile.ZipFile(small)
top = source.namelist()[0].split('/')[0]
files = {n[len(top) + 1:]: source.read(n) for n in source.namelist() if n[len(top) + 1:] not in drop}
block = bytes(range(256)) * 4096
def blocks():
    left = size
    while left > 0:
        yield block[:min(left, len(block))]
        left -= len(block)
sums = {p: hashlib.sha256(b).hexdigest() for p, b in files.items() if p.startswith('data/')}
total = sum(len(b) for p, b in files.items() if p.startswith('data/'))
if size > 0:
    digest = hashlib.sha256()
    for b in blocks(): digest.update(b)
    sums['data/evidence/99.bin'] = digest.hexdigest()
    total += size
listed = lambda s: ''.join(f'{s[p]}  {p}\\n' for p in sorted(s)).encode()
files['manifest-sha256.txt'] = listed(sums)
lines = files['bag-info.txt'].decode().split('\\n')
files['bag-info.txt'] = '\\n'.join(f'Payload-Oxum: {total}.{len(sums)}' if l.startswith('Payload-Oxum') else l for l in lines).encode()
tags = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt']
files['tagmanifest-sha256.txt'] = listed({t: hashlib.sha256(files[t]).hexdigest() for t in tags})
with zipfile.ZipFile(large, 'w', zipfile.ZIP_STORED) as out:
    for path, content in files.items(): out.writestr(f'{top}/{path}', content)
    if size > 0:
        info = zipfile.ZipInfo(f'{top}/data/evidence/99.bin')
        info.file_size = size
        with out.open(info, 'w') as sink:
            for b in blocks(): sink.write(b)
print(hashlib.sha256(files['tagmanifest-sha256.txt']).hexdigest())
`;

/**
 * Makes a bundle of another one with a file of `bytes` bytes added (none for 0) and the paths of `without` left out, whole by its
 * own manifests. Gives its id.
 */
export function remakeBundle(from: string, to: string, bytes: number, without: readonly string[] = []): string {
  const argv = ['-c', ENLARGE, from, to, String(bytes), ...without];
  return execFileSync('python3', argv, { encoding: 'utf8' }).trim();
}
