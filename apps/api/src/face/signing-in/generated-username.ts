import { randomInt } from 'node:crypto';

/** Without letters and digits that look alike. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** A name for an account that began with a face, such as `guest-k7mqx3nwpd`: some 800 million million of them, so that two are never the same by chance. */
export const generatedUsername = (below: (limit: number) => number = randomInt): string =>
  `guest-${Array.from({ length: LENGTH }, () => SIGNS[below(SIGNS.length)] ?? '').join('')}`;
