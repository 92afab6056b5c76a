import type { LivenessState } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { KeptFrame } from '../../violations/finding.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import type { LivenessObservation } from '../checks/observation.js';
import {
  asksPerson,
  BEGIN_MS,
  faultOf,
  HOUR_MS,
  livenessAsked,
  type AskedRun,
  type LivenessOutcome,
  type LivenessReason,
} from '../memory/liveness-mind.js';
import { LivenessStore } from './liveness-store.service.js';
import { endedState } from './liveness-words.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';

/** What the checks are to see of a run that ended, each with the frame that shows it. */
export interface LivenessEnd {
  readonly state: LivenessState;
  readonly seen: readonly { observation: LivenessObservation; frame: KeptFrame | null }[];
}

/** Where head movements are asked for and where they end. Call everything within the attempt's strand. */
@Injectable()
export class LivenessDesk {
  constructor(
    private readonly store: LivenessStore,
    private readonly rooms: StudentRooms,
  ) {}

  async ask(memory: AttemptMemory, now: number, repeatOf: string | null = null): Promise<void> {
    const { seconds, flash } = memory.policy.policy.spoof;
    const asked: AskedRun = {
      id: v7(),
      repeatOf,
      beginBy: now + BEGIN_MS,
      seconds,
      flash,
      run: null,
      busy: false,
      frames: 0,
      lastFrameAt: 0,
      troubles: 0,
      previousSubject: undefined,
      first: null,
      latest: null,
    };
    await this.store.asked(memory, asked, now);
    memory.liveness.asked = asked;
    this.rooms.emit(memory.attemptId, 'liveness:asked', livenessAsked(memory.liveness));
  }

  /** Ends the run that is asked for; the first failure of a challenge may be made good once. */
  async end(
    memory: AttemptMemory,
    asked: AskedRun,
    outcome: LivenessOutcome,
    reason: LivenessReason | null,
    now: number,
  ): Promise<LivenessEnd> {
    const { liveness, policy } = memory;
    await this.store.ended(asked, outcome, reason, now);
    if (asksPerson(reason)) await this.store.askPerson(memory, asked, reason, now);
    liveness.asked = null;
    const askedAt = asked.beginBy - BEGIN_MS;
    const past = { askedAt, endedAt: now, repeat: asked.repeatOf !== null, outcome, reason };
    liveness.past = [...liveness.past, past].filter((run) => now - run.askedAt < HOUR_MS);
    const again = outcome === 'failed' && asked.repeatOf === null && policy.policy.spoof.fails > 1;
    if (again) await this.ask(memory, now, asked.id);
    else this.rooms.emit(memory.attemptId, 'liveness:asked', null);
    return { state: endedState(asked, outcome, reason, again), seen: seenBy(asked, outcome, reason, now) };
  }
}

/** The first frame is shown before the failure itself, so that both pictures are kept. */
function seenBy({ first, latest }: AskedRun, outcome: LivenessOutcome, reason: LivenessReason | null, at: number): LivenessEnd['seen'] {
  const ended = { type: 'liveness', at, outcome, reason: faultOf(reason), frameId: latest?.frameId ?? null } as const;
  if (outcome !== 'failed') return [{ observation: ended, frame: null }];
  const before = first !== null && first.frameId !== latest?.frameId;
  const shown = { type: 'liveness', at, outcome: 'shown', reason: null, frameId: first?.frameId ?? null } as const;
  return [...(before ? [{ observation: shown, frame: first }] : []), { observation: ended, frame: latest }];
}
