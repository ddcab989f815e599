import { PROMPT } from '../case/prompts.ts';
import { classifyEvidence, FIRST_BYTES } from '../evidence/classify.ts';
import { red } from '../report/text.ts';
import { absolutePath, droppedFiles, looksLikePath } from './dropped-files.ts';
import { parsePaths } from './parse-paths.ts';
import { orProblem, problemLine, type PathProblem } from './path-problem.ts';
import type { DialogueWorld } from './run-dialogue.ts';
import type { Prompt } from './prompt.ts';

/** What a typed text is once the files in it were taken: nothing to answer with, or the words that are left. */
export type Taken = { readonly kind: 'nothing' } | { readonly kind: 'words'; readonly words: string };

type World = Pick<DialogueWorld, 'io' | 'attach' | 'tell'>;

/**
 * At the two prompts where people drop files, logs and HAR files become part of the case at once, whichever of the two it
 * is. What is left is for the prompt: the words, or the images.
 */
export async function takeFiles(prompt: Prompt, words: string, world: World): Promise<Taken> {
  if (prompt.id === PROMPT.text) return takeEvidence(words, world);
  if (prompt.kind === 'screenshots') return takeLogs(words, world);
  return { kind: 'words', words };
}

/** Files instead of words: all of them, or none and why. */
async function takeEvidence(words: string, { io, attach, tell }: World): Promise<Taken> {
  const { files, problems } = await droppedFiles(words, io);
  if (files.length === 0 && problems.length === 0) return { kind: 'words', words };
  const images: string[] = [];
  const logs: string[] = [];
  const unreadable: PathProblem[] = [];
  for (const path of files) {
    const isImage = await isImageAt(path, io);
    if (typeof isImage !== 'boolean') unreadable.push(isImage);
    else (isImage ? images : logs).push(path);
  }
  const wrong = [...problems, ...unreadable];
  if (wrong.length > 0) {
    const lines = [...wrong.map(problemLine), 'Nothing was taken; name the files again, or say in words what you see.'];
    await tell(lines.map((line) => [red(line)]));
    return { kind: 'nothing' };
  }
  await attach(logs);
  await tell(images.map((path) => `${path} is an image; screenshots are asked for when the case goes to the vendor.`));
  return { kind: 'nothing' };
}

/** Files among the screenshots that are no images; whatever else is named is for the prompt to judge. */
async function takeLogs(words: string, { io, attach }: World): Promise<Taken> {
  const logs: string[] = [];
  const others: string[] = [];
  for (const { path: typed } of parsePaths(words, io.system.platform).paths) {
    const path = looksLikePath(typed) ? absolutePath(typed, io.system) : undefined;
    if (path !== undefined && (await isImageAt(path, io)) === false) logs.push(path);
    else others.push(typed);
  }
  if (logs.length === 0) return { kind: 'words', words };
  await attach(logs);
  if (others.length === 0) return { kind: 'nothing' };
  const isPosix = io.system.platform !== 'win32';
  const quoted = (path: string): string => `"${isPosix ? path.replace(/["\\$`]/g, '\\$&') : path}"`;
  return { kind: 'words', words: others.map(quoted).join(' ') };
}

/** Whether an image is there; what is no file, or may not be read, is a problem. */
function isImageAt(path: string, { files }: World['io']): Promise<boolean | PathProblem> {
  return orProblem(path, async () => classifyEvidence(path, await files.readAt(path, 0, FIRST_BYTES)) === 'image');
}
