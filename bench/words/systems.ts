import { deskmedic } from './deskmedic.ts';
import { fuse, fuseTuned } from './fuse.ts';
import { minisearch, minisearchTuned } from './minisearch.ts';
import type { System } from './ranker.ts';

/** Everything that can be compared; ours first. */
export const SYSTEMS: readonly System[] = [deskmedic, minisearch, minisearchTuned, fuse, fuseTuned];
