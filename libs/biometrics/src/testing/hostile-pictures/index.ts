import type { HostilePicture } from './hostile-picture.js';
import { hostileJpegs } from './hostile-jpegs.js';
import { hostilePngs } from './hostile-pngs.js';
import { HOSTILE_STRANGERS } from './hostile-strangers.js';
import { hostileWebps } from './hostile-webps.js';

export type { HostilePicture, RightResult } from './hostile-picture.js';

/** Made in memory, the same each time, each with what has to come of it within the default limits. */
export async function hostilePictures(): Promise<HostilePicture[]> {
  return [...HOSTILE_STRANGERS, ...(await hostileJpegs()), ...(await hostilePngs()), ...(await hostileWebps())];
}
