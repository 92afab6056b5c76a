import { matchVerdict } from '@invigil/biometrics';
import type { Policy } from '@invigil/shared';
import type { Observation } from '../checks/observation.js';

/** Whether an observation leaves open who it was, so that another frame should be asked for. It opens no violation, and the student notices nothing. */
export function isUnsure(observation: Observation, { identity }: Pick<Policy, 'identity'>): boolean {
  if (!identity.on || !identity.askAgain) return false;
  if ((observation.type !== 'sample' && observation.type !== 'frame') || observation.distance === null) return false;
  const { same, violation } = identity;
  // a policy may have set them the other way round; then there is nothing between them
  return same < violation && matchVerdict(observation.distance, { same, violation }) === 'unsure';
}
