import type { QualitySample } from '../reading.ts';
import { wordsOf } from './words.ts';

const RELAY = /\b(?:relays?|mediarelay|hops?|edge|cloud|media node)\b/;
const ENDPOINT = /\b(?:endpoints?|end point|clients?|devices?|phones?|browser|headset)\b/;

/**
 * Which kind of leg it is by what is said of it, the nearest first; the whole leg at the endpoint where nothing says so:
 * its limits are the wider ones, so that nothing is called poor for want of a word.
 */
export function legOf(said: readonly string[]): QualitySample['leg'] {
  for (const text of said) {
    const words = wordsOf(text).join(' ');
    const isRelay = RELAY.test(words);
    if (isRelay !== ENDPOINT.test(words)) return isRelay ? 'relay' : 'endpoint';
  }
  return 'endpoint';
}

/** Whether the numbers are what a call is held against, and none of a call. */
export function isLimit(said: readonly string[]): boolean {
  return said.some((text) =>
    wordsOf(text).some((word) => /^(?:thresholds?|limits?|targets?|baselines?|grading|legend)$/.test(word)),
  );
}

/** Whether a measurement is of a picture: the nearest word that says so counts. */
export function isVideo(said: readonly string[]): boolean {
  const medium = said
    .flatMap((text) => wordsOf(text))
    .find((word) => /^(?:audio|voice|video|share|screen|content)$/.test(word));
  return medium !== undefined && medium !== 'audio' && medium !== 'voice';
}
