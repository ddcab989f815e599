/** The sum of the digits of `text`, each times its weight, weights taken in turn. */
export function weighted(text: string, weights: readonly number[]): number {
  return Array.from(text, Number).reduce(
    (sum, digit, index) => sum + digit * (weights[index % weights.length] ?? 0),
    0,
  );
}

/** ISO/IEC 7812-1 Annex B: every second digit from the right doubled. */
export function isLuhn(digits: string): boolean {
  const sum = Array.from(digits, Number)
    .toReversed()
    .reduce((total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 11,10. */
export function isMod1110(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** Verhoeff's check over the dihedral group of ten elements, of which its table follows. */
export function isVerhoeff(digits: string): boolean {
  const permutations = [
    '0123456789',
    '1576283094',
    '5803796142',
    '8916043527',
    '9453126870',
    '4286573901',
    '2793806415',
    '7046913258',
  ];
  let check = 0;
  Array.from(digits)
    .toReversed()
    .forEach((digit, place) => {
      check = dihedral(check, Number(permutations[place % 8]?.[Number(digit)]));
    });
  return check === 0;
}

function dihedral(one: number, other: number): number {
  if (one < 5) return other < 5 ? (one + other) % 5 : ((one + other - 5) % 5) + 5;
  return other < 5 ? ((one - 5 - other + 10) % 5) + 5 : (one - other + 5) % 5;
}

/** Whether the digits are not all the same, which passes many checks and belongs to nobody. */
export function isVaried(digits: string): boolean {
  return !/^(.)\1*$/.test(digits);
}

/** The day and month of `yymmdd`, days above 40 or 60 as some countries write them for a reason of theirs. */
export function isDay(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) % 40 >= 1 && Number(day) % 40 <= 31;
}
