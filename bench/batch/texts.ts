import { join } from 'node:path';
import { realFiles } from '../../src/io/files.ts';
import { realSystem } from '../../src/io/system.ts';
import { oneOf, type Random } from '../questions/random.ts';
import { readPack } from '../words/read-pack.ts';

/** Share of words that stand in another phrase, so that texts are about something, but not the phrases themselves. */
const STRANGE = 0.3;
/** Share of words that are misspelt: the spelling of each has to be looked for. */
const MISSPELT = 0.05;

/** Texts as people type them: made from the phrases of the built-in pack, with other words among them and typing errors. */
export async function textMaker(root: string): Promise<(random: Random) => string> {
  const { rules, words } = await readPack(join(root, 'rules'), realFiles(realSystem(root)));
  const phrases = [
    ...rules.symptoms.flatMap((row) => row.phrases),
    ...words.flatMap((pack) => [...Object.values(pack.phrases).flat(), ...pack.unlisted]),
  ];
  const vocabulary = [...new Set(phrases.flatMap((phrase) => phrase.split(/\s+/)))];
  return (random) => {
    const phrase = oneOf(phrases, random).split(/\s+/);
    const mixed = phrase.map((word) => (random() < STRANGE ? oneOf(vocabulary, random) : word));
    return mixed.map((word) => (random() < MISSPELT ? misspelt(word, random) : word)).join(' ');
  };
}

/** Two letters changed places. */
function misspelt(word: string, random: Random): string {
  const at = Math.floor(random() * (word.length - 1));
  return word.slice(0, at) + word.slice(at + 1, at + 2) + word.slice(at, at + 1) + word.slice(at + 2);
}
