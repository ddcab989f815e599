import type { QualityLeg } from '../../evidence/reading.ts';

/** What is measured of a call's sound. */
export const MEASURES = ['loss', 'roundTrip', 'jitter'] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * What Control Hub calls good lies below these: percent, milliseconds, milliseconds. They are settings of the pack; a
 * bundle does not carry settings, so that they stand here once more. Source: help.webex.com, article frj1efb, of
 * 2025-11-24.
 */
export const QUALITY_LIMITS: Readonly<Record<QualityLeg, Readonly<Record<Measure, number>>>> = {
  endpoint: { loss: 5, roundTrip: 400, jitter: 150 },
  relay: { loss: 2.5, roundTrip: 200, jitter: 75 },
};
