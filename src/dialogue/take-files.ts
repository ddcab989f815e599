import { PROMPT } from '../case/prompts.ts';
import { classifyEvidence, FIRST_BYTES } from '../evidence/classify.ts';
import type { DialogueWorld } from './run-dialogue.ts';
import { droppedFiles } from './dropped-files.ts';
import type { Prompt } from './prompt.ts';

/** What a typed text is once the files in it were taken: nothing to answer with, or the words that are left. */
export type Taken = { readonly kind: 'nothing' } | { readonly kind: 'words'; readonly words: string };

/**
 * At the two prompts where people drop files, logs and HAR files become part of the case at once, whichever of the two it
 * is. What is left is for the prompt: the words, or the images.
 */
export async function takeFiles(
  prompt: Prompt,
  words: string,
  { io, attach, tell }: Pick<DialogueWorld, 'io' | 'attach' | 'tell'>,
): Promise<Taken> {
  const asks = prompt.id === PROMPT.text || prompt.kind === 'screenshots';
  const paths = asks ? await droppedFiles(words, io) : [];
  if (paths.length === 0) return { kind: 'words', words };
  const images: string[] = [];
  for (const path of paths) {
    if (classifyEvidence(path, await io.files.readAt(path, 0, FIRST_BYTES)) === 'image') images.push(path);
    else await attach(path);
  }
  if (images.length === 0) return { kind: 'nothing' };
  if (prompt.kind === 'screenshots') {
    const isAll = images.length === paths.length;
    return { kind: 'words', words: isAll ? words : images.map((path) => `"${path}"`).join(' ') };
  }
  await tell(images.map((path) => `${path} is an image; screenshots are asked for when the case goes to the vendor.`));
  return { kind: 'nothing' };
}
