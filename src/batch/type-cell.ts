import type { Fact } from '../facts/fact.ts';

/**
 * What the text of a cell is in JSON, for a fact of this type: `Yes` is true, `7` a number, `Not-Responding` the option
 * of that name. A text that is none of it stays as it is, and is refused where values are checked.
 */
export function typeCell(fact: Fact, cell: string): string | number | boolean {
  const word = cell.trim().toLowerCase();
  switch (fact.type) {
    case 'boolean':
      return word === 'yes' || word === 'true' ? true : word === 'no' || word === 'false' ? false : cell;
    case 'count':
      return /^\d{1,15}$/.test(word) ? Number(word) : cell;
    case 'enum':
      return fact.options.find((option) => option.value.toLowerCase() === word)?.value ?? cell;
    case 'duration':
    case 'percent':
      return word.replaceAll(/\s/g, '');
    case 'text':
      return cell;
    default:
      return fact.type satisfies never;
  }
}
