const MARKUP = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const QUOTED = { ...MARKUP, '"': '&quot;' };

/** What stands for which character: the choices of the escaping functions in wide use. */
const CHOICES: readonly Readonly<Record<string, string>>[] = [
  MARKUP,
  QUOTED,
  { ...QUOTED, "'": '&#39;' },
  { ...QUOTED, "'": '&#039;' },
  { ...QUOTED, "'": '&#x27;' },
  { ...QUOTED, "'": '&apos;' },
  { ...MARKUP, '"': '&#34;', "'": '&#39;' },
  { ...QUOTED, "'": '&#39;', '/': '&#x2f;', '`': '&#x60;', '=': '&#x3d;' },
  { ...QUOTED, "'": '&#x27;', '/': '&#x2f;' },
  { ...QUOTED, "'": '&#39;', '+': '&#43;' },
];

/** A value as it stands in HTML and XML, each way that writers differ in; hexadecimal digits may be of either case. */
export function htmlSpellings(value: string): readonly string[] {
  const named = CHOICES.map((choice) => value.replace(/[&<>"'/`=+]/g, (sign) => choice[sign] ?? sign));
  return [
    ...named,
    ...named.map((text) => text.replace(/[^\x00-\x7e]/gu, (character) => numbered(character, 10))),
    ...named.map((text) => text.replace(/[^\x00-\x7e]/gu, (character) => numbered(character, 16))),
  ];
}

/** A value of which each character is a number, decimal and hexadecimal. */
export function htmlWholes(value: string): readonly string[] {
  return ([10, 16] as const).map((base) => Array.from(value, (character) => numbered(character, base)).join(''));
}

function numbered(character: string, base: 10 | 16): string {
  return `&#${base === 16 ? 'x' : ''}${(character.codePointAt(0) ?? 0).toString(base)};`;
}
