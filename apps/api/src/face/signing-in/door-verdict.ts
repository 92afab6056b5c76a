import { searchVerdict } from '@invigil/biometrics';
import type { InstallationSettings } from '@invigil/shared';
import type { NearestFace } from '../../enrolment/known-faces.service.js';

/** Closer than this, somebody enrolled may be the same person in bad light: no second account is made for them. */
const PERHAPS = 0.6;

/** What a search means at the door: `new` only where nobody known is even perhaps the same person. Pure. */
export function doorVerdict(
  nearest: Pick<NearestFace, 'distance' | 'runnerUp'> | null,
  { distance, margin }: Pick<InstallationSettings['faceSignIn'], 'distance' | 'margin'>,
): 'match' | 'unclear' | 'new' {
  if (!nearest) return 'new';
  const distances = [nearest.distance, ...(nearest.runnerUp === null ? [] : [nearest.runnerUp])];
  const verdict = searchVerdict(distances, { accept: distance, margin });
  if (verdict === 'match') return 'match';
  return nearest.distance > PERHAPS ? 'new' : 'unclear';
}
