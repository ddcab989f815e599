/** The words for how a step ended. */
export const RESULT_WORDS = {
  fixed: 'fixed it',
  'not-fixed': 'did not help',
  'could-not-do': 'could not be done',
  skip: 'skipped',
  withheld: 'withheld, because it would have interrupted a call',
} as const;
