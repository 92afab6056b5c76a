import type { AttemptMemory } from '../memory/attempt-memory.js';
import type { Observation } from '../checks/observation.js';
import { isUnsure } from './is-unsure.js';

/** Whether an observation calls for one more frame on request: it leaves open who it was, or the page has pictures again after it said that it had none. */
export const asksAgain = (one: Observation, { unables, policy }: Pick<AttemptMemory, 'unables' | 'policy'>): boolean =>
  isUnsure(one, policy.policy) || (unables > 0 && one.type === 'frame' && !one.challenged);
