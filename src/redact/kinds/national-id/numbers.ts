import { isDay, isLuhn, isMod1110, isVaried, isVerhoeff, weighted } from './checks.ts';
import { beginningsIn, digitRuns } from '../../search/digit-runs.ts';
import { placesFrom, startOfRun } from '../../search/places.ts';
import { searchFor } from '../../search/search.ts';

/** A number that a country gives to people. */
interface NationalNumber {
  /** How it is written. */
  readonly pattern: RegExp;
  /** What must stand before it, when its spelling alone does not tell it. */
  readonly name?: RegExp;
  /** Its own check, on letters in upper case and digits. */
  check(plain: string): boolean;
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const SEPARATED = String.raw`[ .\-\uFFFF]?`;
/** Of files that bear a number. */
const EXTENSION = String.raw`(?:txt|log|har|json|csv|md|pdf|docx?|xlsx?|png|jpe?g|zip|gz)(?!\w)`;

export const NATIONAL_NUMBERS: readonly NationalNumber[] = [
  // United States, SSN: areas 000, 666 and above 899, group 00 and serial 0000 are not given (SSA POMS RM 10201.035).
  {
    pattern: number(String.raw`(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}`),
    check: isVaried,
  },
  {
    pattern: number(String.raw`(?!000|666|9)\d{3} ?(?!00)\d\d ?(?!0000)\d{4}`),
    name: named('ssn|social security(?: number| no\\.?| #)?|soc(?:ial)? sec'),
    check: isVaried,
  },
  // Spain, DNI and NIE: the letter is the number modulo 23 (Real Decreto 1553/2005; Orden INT/2058/2008).
  {
    pattern: number(
      String.raw`(?:\d{8}|[XYZ]${SEPARATED}\d{7}|\d\d\.\d{3}\.\d{3})${SEPARATED}[TRWAGMYFPDXBNJZSQVHLCKE]`,
    ),
    check: (id) =>
      id.at(-1) ===
      DNI_LETTERS[Number(id.slice(0, -1).replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first)))) % 23],
  },
  // United Kingdom, National Insurance number (HMRC NIM39110): prefixes and suffixes that are given.
  {
    pattern: number(String.raw`(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d\d\1\d\d\1\d\d\1[A-D]`),
    check: (id) => isVaried(id.slice(2, 8)),
  },
  // Germany, Steuer-Identifikationsnummer (§ 139b AO): ISO/IEC 7064 MOD 11,10; one digit of the first ten is there twice or thrice.
  {
    pattern: number(String.raw`[1-9]\d(?:\d{9}| \d{3} \d{3} \d{3})`),
    name: named(
      'steuer-?(?:id(?:entifikations?)?(?:-?nr|-?nummer|entifikationsnummer)?|identifikationsnummer)|id-?nr|idnr|tin|tax id',
    ),
    check: (id) => isMod1110(id) && [8, 9].includes(new Set(id.slice(0, 10)).size),
  },
  // Canada, Social Insurance Number: Luhn; none begins with 8.
  {
    pattern: number(String.raw`[0-79]\d{2}([ -]?)\d{3}\1\d{3}`),
    name: named('sin|nas|social insurance(?: number| no\\.?)?|num[eé]ro d.assurance sociale'),
    check: (id) => isLuhn(id) && isVaried(id),
  },
  // Brazil, CPF: two digits modulo 11 (Receita Federal).
  { pattern: number(String.raw`\d{3}\.\d{3}\.\d{3}-\d\d`), check: isCpf },
  { pattern: number(String.raw`\d{11}`), name: named('cpf'), check: isCpf },
  // France, NIR (INSEE): sex, year, month, department, commune, order, and 97 less the remainder.
  {
    pattern: number(String.raw`[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-4]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d`),
    check: isNir,
  },
  // Italy, codice fiscale (DM 23 December 1976): a letter over odd and even places.
  { pattern: number(String.raw`[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]`), check: isCodiceFiscale },
  // Netherlands, BSN: the weights 9 … 2, -1 give a multiple of 11.
  {
    pattern: number(String.raw`\d{8,9}`),
    name: named('bsn|burgerservicenummer|sofinummer'),
    check: (id) => isVaried(id) && weighted(id.padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  },
  // Belgium, Rijksregisternummer: 97 less the remainder, with a 2 before it for those born since 2000.
  {
    pattern: number(String.raw`\d\d\.[0-5]\d\.[0-3]\d-\d{3}\.\d\d`),
    check: (id) => ['', '2'].some((century) => 97 - (Number(century + id.slice(0, 9)) % 97) === Number(id.slice(9))),
  },
  // Sweden, personnummer: Luhn over ten digits (Skatteverket SKV 704).
  {
    pattern: number(String.raw`(?:19|20)?\d\d[01]\d{3}[-+]?\d{4}`),
    name: named('person(?:nummer|nr)|pnr|personal identity number'),
    check: (id) => isLuhn(id.slice(-10)) && isDay(id.slice(-8, -6), String(Number(id.slice(-6, -4)) % 60)),
  },
  // Poland, PESEL: weights 1 3 7 9.
  {
    pattern: number(String.raw`\d{11}`),
    name: named('pesel'),
    check: (id) => (weighted(id.slice(0, 10), [1, 3, 7, 9]) + Number(id[10])) % 10 === 0,
  },
  // Switzerland, AHV number: 756 and the check digit of EAN-13.
  {
    pattern: number(String.raw`756\.\d{4}\.\d{4}\.\d\d`),
    check: (id) => weighted(id, [1, 3]) % 10 === 0,
  },
  // India, Aadhaar: twelve digits in fours that pass Verhoeff's check, the first from 2 on.
  {
    pattern: number(String.raw`[2-9]\d{3}([ -]?)\d{4}\1\d{4}`),
    name: named('aadhaa?r(?: number| no\\.?)?|uid(?:ai)?'),
    check: isVerhoeff,
  },
  // Mexico, CURP (Diario Oficial, 18 October 2021): 17 characters and their check digit.
  { pattern: number(String.raw`[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z\d]\d`), check: isCurp },
  // Chile, RUT: modulo 11, K for 10.
  { pattern: number(String.raw`\d{1,2}\.\d{3}\.\d{3}-[\dK]`), check: isRut },
  // Portugal, NIF: weights 9 … 2, modulo 11.
  {
    pattern: number(String.raw`[1-35-9]\d{2} ?\d{3} ?\d{3}`),
    name: named('nif|contribuinte|n[uú]mero fiscal'),
    check: (id) => ((11 - (weighted(id.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11) % 10 === Number(id[8]),
  },
  // Australia, TFN: weights 1 4 3 7 5 8 6 9 10, a multiple of 11.
  {
    pattern: number(String.raw`\d{3} ?\d{3} ?\d{3}`),
    name: named('tfn|tax file(?: number| no\\.?)?'),
    check: (id) => isVaried(id) && weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  },
  // China, resident identity number (GB 11643-1999): ISO/IEC 7064 MOD 11-2, X for 10.
  {
    pattern: number(String.raw`[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\d{3}[\dX]`),
    check: (id) => id.at(-1) === '10X98765432'[weighted(id.slice(0, 17), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3]) % 11],
  },
];

/** Those that are told by their spelling alone, and how any of them is written. */
export const NAMELESS: readonly NationalNumber[] = NATIONAL_NUMBERS.filter(({ name }) => name === undefined);
/** What a text has that names any of the others. */
export const ANY_NAME =
  /ssn|soc|steuer|id-?nr|tin|tax|sin|nas|cpf|bsn|burger|sofi|person|pnr|pesel|aadh|uid|nif|contrib|fiscal|tfn/i;

/**
 * Where a number of any country may begin: not within a word, another number, an id or an address; with a digit or up to six
 * letters, and eight letters and digits behind it at least. All patterns at each place of a text would take ten times as long.
 */
export const BEGINNING = searchFor(
  /(?=[a-z\d])(?:(?<![\w+])(?<!\w[.\-/])|(?<=%[0-9a-f]{2}|\\[nrt]))(?=\d(?:[ .\-+\uFFFF]?[a-z\d]){7}|(?:[a-z][ .\-\uFFFF]?|[a-z]{2} ?|[a-z]{4}|[a-z]{6})\d(?:[ .\-\uFFFF]?[a-z\d]){5})/gi,
  { startsIn: beginningsOfNumbers },
);

const LETTER = /[a-z]/i;
/** Six digits at least, with one sign at most between two groups. */
const grouped = digitRuns({ signs: ' .+-\uFFFF', widest: 1, least: 6 });
/** The one way of writing whose digits do not follow each other, from its seventh sign on. */
const CODICE_FISCALE = /\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z](?<=[A-Z]{6}.{10})/gi;

/** Where numbers may begin: with a group of digits, or with the letters before one. */
function beginningsOfNumbers(text: string): readonly number[] {
  const starts: number[] = [];
  const add = (start: number): void => {
    if (!isWithin(text, start)) starts.push(start);
  };
  for (const start of beginningsIn(text, grouped(text))) {
    const end = /[ .\-\uFFFF]/.test(text[start - 1] ?? '') ? start - 1 : start;
    if (LETTER.test(text[end - 1] ?? '')) placesFrom(startOfRun(text, end, LETTER, 6), start).forEach(add);
    else add(start);
  }
  for (const { index } of text.matchAll(CODICE_FISCALE)) starts.push(index - 6);
  return starts;
}

/** Whether a word, a number or an address goes on at `start`, unless an escape ends there. */
function isWithin(text: string, start: number): boolean {
  const first = text[start - 1] ?? '';
  if (!/[\w+.\-/]/.test(first)) return false;
  const second = text[start - 2] ?? '';
  return /[.\-/]/.test(first) ? /\w/.test(second) : text[start - 3] !== '%' && second !== '\\';
}

/** To be looked for where a number may begin; nothing of a word, a number or an address follows, but a file's extension may. */
function number(pattern: string): RegExp {
  return new RegExp(String.raw`(?:${pattern})(?!\w|[\-/]\w|\.(?!${EXTENSION})\w)`, 'iy');
}

/** The name of a number right before it: `SSN: `, "my SIN is", `"cpf":"`. */
function named(names: string): RegExp {
  return new RegExp(
    String.raw`(?<![a-z])(?:${names})["'\\)]{0,3}[ \t]{0,4}(?:number|no\.?|nr\.?|#)?["'\\)]{0,3}(?:\s{0,4}(?:[:=>]|is|was|ist|es|est|lautet)){0,2}[\s"'\\(<]{0,6}$`,
    'i',
  );
}

function isCpf(id: string): boolean {
  const digit = (length: number): number => {
    const rest =
      (Array.from(id.slice(0, length), Number).reduce((sum, each, index) => sum + each * (length + 1 - index), 0) *
        10) %
      11;
    return rest % 10;
  };
  return isVaried(id) && digit(9) === Number(id[9]) && digit(10) === Number(id[10]);
}

function isNir(id: string): boolean {
  const digits = id.replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(digits.slice(0, 13)) % 97n) === Number(digits.slice(13));
}

function isCodiceFiscale(id: string): boolean {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  const valueOf = (character: string): number =>
    /\d/.test(character) ? Number(character) : parseInt(character, 36) - 10;
  const sum = Array.from(id.slice(0, 15), valueOf).reduce(
    (total, value, index) => total + (index % 2 === 0 ? (odd[value] ?? 0) : value),
    0,
  );
  return parseInt(id.charAt(15), 36) - 10 === sum % 26;
}

function isCurp(id: string): boolean {
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
  const sum = Array.from(id.slice(0, 17)).reduce(
    (total, each, index) => total + alphabet.indexOf(each) * (18 - index),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(id[17]);
}

function isRut(id: string): boolean {
  const reversed = Array.from(id.slice(0, -1)).toReversed().join('');
  return '0K987654321'[weighted(reversed, [2, 3, 4, 5, 6, 7]) % 11] === id.at(-1);
}
