/** What an answer to "did it help?" can be, and `withheld` for a step that was never shown. */
export const STEP_RESULTS = ['fixed', 'not-fixed', 'could-not-do', 'skip', 'withheld'] as const;
export type StepResult = (typeof STEP_RESULTS)[number];
