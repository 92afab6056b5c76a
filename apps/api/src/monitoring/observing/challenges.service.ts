import { randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { Challenge } from '../entities/challenge.entity.js';
import type { ChallengeOutcome } from '../checks/observation.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** An answer may be this long on its way when the deadline passes. */
export const GRACE_MS = 2000;
/** First pause between two frames asked for because of the same suspicion; it doubles up to the longest. */
const RECHECK_MS = 2000;
const LONGEST_RECHECK_MS = 30_000;
/** Until a page that has no picture is asked again; doubled each time, so often at most, then by chance as ever. */
const SOON_MS = 10_000;
const SOON = 3;

/** Frames that the server asks for, at moments that the page cannot foresee. One at a time an attempt. */
@Injectable()
export class Challenges {
  constructor(
    private readonly db: DataSource,
    private readonly rooms: StudentRooms,
  ) {}

  /** Asks a connected page for a frame; nothing happens while one is pending. */
  async ask(memory: AttemptMemory, now: number): Promise<void> {
    const { attemptId, policy } = memory;
    if (memory.challenge || memory.state !== 'in_progress' || !this.rooms.connected(attemptId)) return;
    const nonce = randomBytes(32).toString('base64url');
    const deadlineAt = now + policy.policy.challengeDeadlineSeconds * 1000;
    memory.challenge = { nonce, deadlineAt, deliveredAt: now };
    memory.nextChallengeAt = null;
    const asked = new Date(now);
    await this.db.manager.insert(Challenge, {
      nonce,
      attemptId,
      askedAt: asked,
      deadlineAt: new Date(deadlineAt),
      deliveredAt: asked,
      answeredAt: null,
      unableAt: null,
      unable: null,
    });
    this.rooms.emit(attemptId, 'frame:challenge', { nonce, deadlineMs: deadlineAt });
  }

  /** Asks because of a suspicion: at once, then ever less often while it neither hardens nor goes away. */
  async recheck(memory: AttemptMemory, now: number, hardening: boolean): Promise<void> {
    const { count, lastAt } = memory.rechecks;
    const pause = count === 0 || hardening ? 0 : Math.min(LONGEST_RECHECK_MS, RECHECK_MS * 2 ** (count - 1));
    if (memory.challenge || now - lastAt < pause) return;
    memory.rechecks = { count: count + 1, lastAt: now };
    await this.ask(memory, now);
  }

  /**
   * Follows how a frame that was asked for turned out: a page that cannot is asked again soon, a few times. What it shows of its own accord meanwhile is no
   * answer, and brings the next request.
   */
  follow(memory: AttemptMemory, { outcome }: ChallengeOutcome, now: number): void {
    if (outcome === 'answered') memory.unables = 0;
    if (outcome !== 'unable') return;
    memory.unables += 1;
    memory.nextChallengeAt = memory.unables > SOON ? null : now + SOON_MS * 2 ** (memory.unables - 1);
  }

  /** Asks once more because a look leaves something open; rarely, since some people's distance always lies between the same and another. */
  async again(memory: AttemptMemory, now: number): Promise<void> {
    if (memory.challenge || now - memory.rechecks.lastAt < LONGEST_RECHECK_MS) return;
    memory.rechecks = { ...memory.rechecks, lastAt: now };
    await this.ask(memory, now);
  }

  /** Asks when the moment drawn by chance has come. */
  async atRandom(memory: AttemptMemory, now: number): Promise<void> {
    if (!this.rooms.connected(memory.attemptId)) memory.nextChallengeAt = null;
    else if (memory.nextChallengeAt === null) memory.nextChallengeAt = now + drawn(memory.policy.policy.challengeSeconds);
    else if (now >= memory.nextChallengeAt) await this.ask(memory, now);
  }

  /** Gives up a challenge whose time is over. @returns what it means, null when the page may not have got it */
  expire(memory: AttemptMemory, now: number): ChallengeOutcome | null {
    const { challenge, heardAt } = memory;
    if (!challenge || now <= challenge.deadlineAt + GRACE_MS) return null;
    memory.challenge = null;
    const got = challenge.deliveredAt !== null && heardAt > challenge.deliveredAt;
    return got ? { type: 'challenge', at: now, outcome: 'missed' } : null;
  }
}

function drawn([a, b]: readonly [number, number]): number {
  const [from, to] = [Math.min(a, b) * 1000, Math.max(a, b) * 1000];
  return randomInt(Math.floor(from), Math.floor(to) + 1);
}
