import { FILLER } from '../../fold-text.ts';
import { digitRuns } from '../../search/digit-runs.ts';
import { SHORTEST } from './number.ts';

/** Where enough digits for a card stand, however they are grouped, over the ends of lines and with what is escaped between them. */
export const cardRuns = digitRuns({
  signs: ` \t./_-+|>*#\r\n=\\${FILLER}`,
  escapes: /(?:%(?:25)?20|%2D|%C2%A0|&nbsp;|&#160;|\\u00a0){1,3}/iy,
  widest: 28,
  least: SHORTEST,
});
