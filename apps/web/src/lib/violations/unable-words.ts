import type { Unable } from '@invigil/shared';

const WORDS = {
  still: 'the camera gave no new picture',
  hidden: 'the page was in the background',
  camera_off: 'the camera was off',
  busy: 'the computer was too busy',
} as const satisfies Record<Unable, string>;

/** Why a page could not take a picture, as it said itself. Empty for a reason that is not known. */
export const unableWords = (reason: unknown): string => Object.entries(WORDS).find(([unable]) => unable === reason)?.[1] ?? '';
