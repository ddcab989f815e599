import { UserError } from '../../errors.ts';
import { EXIT } from '../../exit-codes.ts';

/** An image that cannot be cleaned: what came out of it so far is to be thrown away. */
export class ImageRefused extends UserError {
  /** Why, beginning with "it"; made of our own words only, never of the image's. */
  readonly why: string;

  constructor(why: string) {
    super('image-refused', `The image cannot be cleaned: ${why}.`, {
      exit: EXIT.unreachable,
      hint: 'Open it in a program that shows it well, save it anew as PNG, and try that file.',
    });
    this.why = why;
  }
}

/** Refuses an image that breaks the rules of its format; `how` goes behind a colon. */
export function damaged(how: string): never {
  throw new ImageRefused(`it is damaged: ${how}`);
}
