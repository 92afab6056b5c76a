import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { SightLevels } from '../../attempts/sight-levels.service.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { AttemptMemories } from '../memory/attempt-memories.service.js';
import { identityCoverage } from '../memory/sight.js';

/** Tells the proctor's wall how well each student is seen, so that a face that cannot be compared shows at once. */
@Injectable()
export class SightReporter {
  constructor(
    private readonly memories: AttemptMemories,
    private readonly levels: SightLevels,
  ) {}

  @Interval(2000)
  tick(now = Date.now()): void {
    this.levels.take(new Map(this.memories.all().flatMap((memory) => level(memory, now))));
  }
}

/** Nobody is to be compared without a template, or where the policy does not compare. */
function level({ attemptId, state, template, policy, sight }: AttemptMemory, now: number): [string, number][] {
  const share = state === 'in_progress' && template !== null && policy.policy.identity.on ? identityCoverage(sight, now) : null;
  return share === null ? [] : [[attemptId, share]];
}
