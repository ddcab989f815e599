import type { Contact } from '../policy/escalation.ts';

/** Tells name, number and e-mail apart in "Ann Lee, +1 555 0100, ann@example.com", in any order; a semicolon
 * will do as well. */
export function parseContact(words: string): Contact {
  const contact: { name?: string; phone?: string; email?: string } = {};
  for (const part of words.split(/[,;]/).map((piece) => piece.trim())) {
    if (part === '') continue;
    if (part.includes('@') && contact.email === undefined) contact.email = part;
    else if (/^[+(]?\d[\d\s()./-]{4,}(\s*(x|ext\.?)\s*\d+)?$/i.test(part) && contact.phone === undefined)
      contact.phone = part;
    else contact.name = contact.name === undefined ? part : `${contact.name}, ${part}`;
  }
  return contact;
}
