import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOrientation } from '../../../src/redact/image/orientation.ts';
import { temporaryFolder } from '../../support/disk.ts';
import { HAS_IMAGE_TOOLS, pixelsOf, runImageTool, tagsOf } from '../../support/image-tools.ts';
import { clean, SECRET } from './craft.ts';

/** How ImageMagick or cjpeg is to write a picture. */
const KINDS: readonly (readonly [name: string, file: string, args: readonly string[]])[] = [
  ['RGB', 'PNG24:a.png', []],
  ['RGB with alpha', 'PNG32:a.png', ['-alpha', 'set', '-channel', 'A', '-evaluate', 'set', '40%']],
  ['RGB of 16 bits', 'PNG48:a.png', ['-depth', '16']],
  ['RGB with a transparent colour', 'a.png', ['-define', 'png:color-type=2', '-transparent', 'rgb(0,0,255)']],
  ['grey', 'a.png', ['-colorspace', 'Gray', '-define', 'png:color-type=0']],
  ['grey with alpha', 'a.png', ['-colorspace', 'Gray', '-alpha', 'set', '-define', 'png:color-type=4']],
  ['black and white', 'a.png', ['-monochrome', '-depth', '1']],
  ['palette', 'PNG8:a.png', ['-colors', '256']],
  ['palette of 16 colours', 'PNG8:a.png', ['-colors', '16', '-depth', '4']],
  ['interlaced RGB', 'PNG24:a.png', ['-interlace', 'PNG']],
  ['interlaced black and white', 'a.png', ['-monochrome', '-depth', '1', '-interlace', 'PNG']],
  ['interlaced palette', 'PNG8:a.png', ['-colors', '9', '-interlace', 'PNG']],
  ['baseline', 'a.jpg', ['-sampling-factor', '4:2:0']],
  ['progressive', 'a.jpg', ['-interlace', 'JPEG']],
  ['grey', 'a.jpg', ['-colorspace', 'Gray']],
  ['CMYK', 'a.jpg', ['-colorspace', 'CMYK']],
  ['with full colours', 'a.jpg', ['-sampling-factor', '4:4:4', '-quality', '97']],
];

/** How cjpeg is to write one. */
const CODED = [
  ['with restart markers', ['-restart', '1']],
  ['arithmetic, progressive', ['-arithmetic', '-progressive']],
  ['of RGB, which Adobe alone says', ['-rgb']],
] as const;

/** What may be said of an image that is clean: by group and tag as exiftool calls them. */
const PLAIN_TAGS =
  /^(ExifTool:Validate$|File:|JFIF:|PNG:(ImageWidth|ImageHeight|BitDepth|ColorType|Compression|Filter|Interlace|Palette|Transparency|Gamma|WhitePoint[XY]|(Red|Green|Blue)[XY]|SRGBRendering|BackgroundColor|SignificantBits)$|PNG-cHRM:|PNG-pHYs:|Adobe:|APP14:)/;

const IMAGES = [
  ...KINDS.map(([name, file, args]) => ({ name: `${file.slice(-3)}, ${name}`, file, make: magick(args) })),
  ...CODED.map(([name, args]) => ({ name: `jpg, ${name}`, file: 'a.jpg', make: cjpeg(args) })),
];

/** An image before and after it was cleaned, as outsiders see it. */
interface Seen {
  readonly before: string;
  readonly after: string;
  readonly tags: Record<string, unknown>;
  readonly marked: Buffer;
  readonly cleaned: Buffer;
}

describe.skipIf(!HAS_IMAGE_TOOLS)('with outside programs as referees', () => {
  let seen: readonly Seen[] = [];
  let complaints = '';
  const folder = mkdtempSync(join(tmpdir(), 'deskmedic-images-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  // All at once, because the programs take longer to start than to work.
  beforeAll(async () => {
    const paths = IMAGES.map(({ file }, at) => join(folder, file.split(':').at(-1)!.replace('a', `${at}`)));
    IMAGES.forEach(({ file, make }, at) => make(file.replace(/a\.\w+$/, paths[at]!)));
    mark(paths.filter(isPng));
    mark(paths.filter((path) => !isPng(path)));
    const marked = paths.map((path) => readFileSync(path));
    const before = pixelsOf(paths).pixels;
    const cleaned: Buffer[] = [];
    for (const [at, path] of paths.entries()) {
      const image = Buffer.concat([marked[at]!, marked[at]!, Buffer.from(SECRET)]);
      cleaned.push(await clean(image, isPng(path) ? 'png' : 'jpeg'));
      writeFileSync(path, cleaned[at]!);
    }
    const after = pixelsOf(paths);
    const tags = tagsOf(paths);
    complaints = after.complaints;
    seen = paths.map((_, at) => ({
      before: before[at]!,
      after: after.pixels[at]!,
      tags: tags[at]!,
      marked: marked[at]!,
      cleaned: cleaned[at]!,
    }));
  });

  test.each(IMAGES.map(({ name }, at) => [name, at] as const))(
    'a %s image keeps its pixels and loses every word that was put into it',
    async (name, at) => {
      const { before, after, tags, marked, cleaned } = seen[at]!;
      expect(after).toBe(before);
      expect(marked.includes('Erika')).toBe(true);
      expect(cleaned.includes('Erika')).toBe(false);
      expect(Object.keys(tags).filter((tag) => !PLAIN_TAGS.test(tag))).toEqual([]);
      expect(tags['ExifTool:Validate']).toBe('OK');
      expect(JSON.stringify(tags)).not.toMatch(/Erika|trailer/i);
      expect((await clean(cleaned, name.startsWith('png') ? 'png' : 'jpeg')).equals(cleaned)).toBe(true);
    },
  );

  test('nothing that was cleaned makes a decoder complain', () => {
    expect(complaints).toBe('');
  });

  test.each(['a.png', 'a.jpg'])('%s stays turned, and says nothing else', async (file) => {
    for (const orientation of [1, 6]) {
      const path = join(temporaryFolder(), file);
      magick([])(path);
      mark([path]);
      runImageTool('exiftool', ['-overwrite_original', '-n', `-IFD0:Orientation=${orientation}`, path]);
      writeFileSync(path, await clean(readFileSync(path), isPng(path) ? 'png' : 'jpeg'));
      const [tags] = tagsOf([path]);
      expect(tags!['IFD0:Orientation']).toBe(orientation === 1 ? undefined : 'Rotate 90 CW');
      // Exif says that resolution must be there too; no reader minds.
      const allowed = ['IFD0:Orientation', 'ExifTool:Warning'];
      expect(Object.keys(tags!).filter((tag) => !PLAIN_TAGS.test(tag) && !allowed.includes(tag))).toEqual([]);
    }
  });

  test('what exiftool writes as orientation is read as that, in both byte orders', () => {
    for (const order of ['II', 'MM'])
      for (const orientation of [2, 8]) {
        const path = join(temporaryFolder(), 'a.exif');
        const tags = [`-ExifByteOrder=${order}`, `-IFD0:Orientation=${orientation}`, `-IFD0:Artist=${SECRET}`];
        runImageTool('exiftool', ['-n', ...tags, '-o', path]);
        expect(readOrientation(readFileSync(path))).toBe(orientation);
      }
  });
});

function isPng(path: string): boolean {
  return path.endsWith('png');
}

/** A picture of many colours, an odd number of pixels wide and high, with a time and words where the format has room. */
function magick(args: readonly string[]): (target: string) => void {
  const picture = ['-size', '61x47', 'gradient:red-blue', '(', '-size', '61x47', 'radial-gradient:white-green', ')'];
  const whole = [...picture, '-compose', 'Multiply', '-composite', '-set', 'comment', SECRET, ...args];
  return (target) => void runImageTool('convert', [...whole, target]);
}

function cjpeg(args: readonly string[]): (target: string) => void {
  return (target) => {
    magick([])(`${target}.ppm`);
    writeFileSync(target, runImageTool('cjpeg', [...args, `${target}.ppm`]));
  };
}

/** Everything that exiftool can put in: Exif with place and preview, XMP, IPTC, a profile, comments. */
function mark(paths: readonly string[]): void {
  const preview = `${paths[0]}.preview.jpg`;
  runImageTool('convert', ['-size', '16x12', 'xc:red', '-set', 'comment', SECRET, preview]);
  const profile = `${paths[0]}.icc`;
  writeFileSync(profile, iccProfile());
  const words = ['EXIF:Artist', 'EXIF:ImageDescription', 'XMP:Creator', 'XMP:Description', 'IPTC:By-line', 'Comment'];
  const places = ['EXIF:GPSLatitude=48.1', 'EXIF:GPSLongitude=11.5', 'EXIF:GPSLatitudeRef=N', 'EXIF:Model=Erika'];
  const own = isPng(paths[0]!)
    ? [`-PNG:Title=${SECRET}`, '-PNG:ModifyDate=2026:01:01 00:00:00']
    : [`-ThumbnailImage<=${preview}`];
  const values = [...words.map((tag) => `-${tag}=${SECRET}`), ...places.map((place) => `-${place}`), ...own];
  runImageTool('exiftool', ['-overwrite_original', '-m', ...values, `-ICC_Profile<=${profile}`, ...paths]);
}

/** The smallest thing that passes for a profile: a header of 128 bytes and one tag. */
function iccProfile(): Buffer {
  const text = Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${SECRET}\0`)]);
  const profile = Buffer.alloc(144 + text.length);
  profile.writeUInt32BE(profile.length, 0);
  profile.write('\x02\x10', 8, 'latin1');
  profile.write('mntrRGB XYZ ', 12, 'latin1');
  profile.write('acsp', 36, 'latin1');
  profile.writeUInt32BE(1, 128);
  profile.write('cprt', 132, 'latin1');
  profile.writeUInt32BE(144, 136);
  profile.writeUInt32BE(text.length, 140);
  text.copy(profile, 144);
  return profile;
}
