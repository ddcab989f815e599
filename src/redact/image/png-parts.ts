import type { PngHeader } from './png-header.ts';

/** Sizes, by type of colour, of what may stand before the pixels and is needed to show them as they were meant. */
const SIZES: Readonly<Record<string, Readonly<Record<PngHeader['colour'], number | undefined>>>> = {
  gAMA: always(4),
  cHRM: always(32),
  sRGB: always(1),
  cICP: always(4),
  pHYs: always(9),
  sBIT: { 0: 1, 2: 3, 3: 3, 4: 2, 6: 4 },
  bKGD: { 0: 2, 2: 6, 3: 1, 4: 2, 6: 6 },
};

/** Parts that may be called by their name; any other name could say something itself. */
const KNOWN: ReadonlySet<string> = new Set(
  'tEXt zTXt iTXt eXIf iCCP tIME sPLT hIST oFFs pCAL sCAL sTER gIFg gIFt gIFx dSIG mDCV cLLI iDOT PLTE tRNS'
    .split(' ')
    .concat(Object.keys(SIZES)),
);

/** Whether a chunk of this type and length, standing before the pixels, is kept as it is. */
export function isKeptAsIs(type: string, length: number, { colour }: PngHeader): boolean {
  return Object.hasOwn(SIZES, type) && SIZES[type]?.[colour] === length;
}

/** Whether the transparency of a picture of this header and so many colours in its palette may have this length. */
export function isTransparencyLength(length: number, { colour }: PngHeader, colours: number): boolean {
  return colour === 3 ? length > 0 && length <= colours : length === (colour === 0 ? 2 : 6);
}

/** Whether readers may do without a chunk of this type: its first letter is small (W3C PNG §5.4). */
export function isAncillary(type: string): boolean {
  return /^[a-z]/.test(type);
}

/** Whether a chunk of this type makes the picture move (APNG). */
export function isAnimation(type: string): boolean {
  return type === 'acTL' || type === 'fcTL' || type === 'fdAT';
}

/** What the report calls a chunk that was left out. */
export function chunkName(type: string): string {
  return KNOWN.has(type) ? type : 'another chunk';
}

function always(size: number): Record<PngHeader['colour'], number> {
  return { 0: size, 2: size, 3: size, 4: size, 6: size };
}
