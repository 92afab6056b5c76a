import { decodePicture, encodePicture } from '@invigil/biometrics/node';
import { isOver } from '@invigil/shared';
import { Injectable, Logger } from '@nestjs/common';
import { AnalysisService } from '../../analysis/analysis.service.js';
import type { Finding, KeptFrame } from '../../violations/finding.js';
import { RecorderService } from '../../violations/recorder.service.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { AttemptMemories } from '../memory/attempt-memories.service.js';
import { Challenges } from './challenges.service.js';
import type { Observation } from '../checks/observation.js';
import { stepChecks } from '../checks/step-checks.js';
import { asksAgain } from './asks-again.js';
import { hintOf } from './hint-of.js';
import { startSight, stepSight } from '../memory/sight.js';
import { Strands } from './strands.js';
import { StudentRooms } from '../rooms/student-rooms.service.js';
import { suspicionAfter } from './suspicion.js';

/** A frame as it came in, for evidence: it is encoded anew before it is kept. */
export type SeenFrame = KeptFrame;

/** Shows observations to the checks and sees to what follows: the record, the student's hint, the next request for a frame. In order within an attempt. */
@Injectable()
export class Observer {
  private readonly logger = new Logger(Observer.name);
  private readonly strands = new Strands();

  constructor(
    private readonly memories: AttemptMemories,
    private readonly analysis: AnalysisService,
    private readonly recorder: RecorderService,
    private readonly challenges: Challenges,
    private readonly rooms: StudentRooms,
  ) {}

  /** Observations of an attempt that is not in progress are stored by others and not judged. @throws when findings could not be recorded */
  observe(attemptId: string, observations: readonly Observation[], frame?: SeenFrame): Promise<void> {
    return this.within(attemptId, async (memory) => {
      if (memory.state === 'in_progress') await this.judge(memory, observations, frame);
    });
  }

  /** As `observe`, for callers that have nothing to do with a failure: it is logged, and the memory is read anew from what is stored. */
  note(attemptId: string, observations: readonly Observation[]): void {
    this.observe(attemptId, observations).catch((error: unknown) =>
      this.logger.error(error instanceof Error ? error.stack : 'an observation was not judged'),
    );
  }

  /** Anything that reads or changes the memory of an attempt, after what was begun before. */
  within<T>(attemptId: string, work: (memory: AttemptMemory) => Promise<T>): Promise<T> {
    return this.strands.run(attemptId, async () => work(await this.memories.of(attemptId)));
  }

  /** The attempt's state has changed, by whomever. */
  follow(attemptId: string, state: AttemptMemory['state']): Promise<void> {
    return this.within(attemptId, async (memory) => {
      const now = Date.now();
      if (memory.state === 'in_progress' && state !== 'in_progress') await this.judge(memory, [{ type: 'stopped', at: now, state }]);
      if (memory.state !== 'in_progress' && state === 'in_progress') {
        await this.memories.refreshTemplate(memory);
        Object.assign(memory, { heardAt: now, nextChallengeAt: null, sight: startSight(now) });
      }
      Object.assign(memory, { state, ...(state === 'in_progress' ? {} : { challenge: null }) });
      if (isOver(state)) memory.template = null;
    });
  }

  /** Nobody is there and nothing goes on: what is in mind can be read again. */
  release(attemptId: string): Promise<void> {
    return this.within(attemptId, (memory) => {
      if (memory.state !== 'in_progress' && !this.rooms.connected(attemptId)) this.memories.drop(attemptId);
      return Promise.resolve();
    });
  }

  idle(): Promise<void> {
    return this.strands.idle();
  }

  private async judge(memory: AttemptMemory, observations: readonly Observation[], frame?: SeenFrame): Promise<void> {
    await this.memories.refreshPolicy(memory, Date.now());
    const findings: Finding[] = [];
    let suspicion = { open: false, fresh: false, hardening: false };
    for (const observation of observations) {
      const stepped = stepChecks(memory.checks, observation, memory.policy.policy);
      const { open, fresh, hardening } = suspicionAfter(memory.checks, stepped.checks, observation);
      suspicion = { open, fresh: fresh || suspicion.fresh, hardening: hardening || suspicion.hardening };
      memory.checks = stepped.checks;
      memory.sight = stepSight(memory.sight, observation, memory.policy.policy);
      findings.push(...stepped.findings);
    }
    await this.record(memory, findings, frame);
    this.showHint(memory);
    if (!suspicion.open) memory.rechecks = { count: 0, lastAt: memory.rechecks.lastAt };
    for (const one of observations) if (one.type === 'challenge') this.challenges.follow(memory, one, Date.now());
    if (suspicion.fresh && suspicion.open) await this.challenges.recheck(memory, Date.now(), suspicion.hardening);
    else if (observations.some((one) => asksAgain(one, memory))) await this.challenges.again(memory, Date.now());
  }

  private async record(memory: AttemptMemory, findings: readonly Finding[], frame?: SeenFrame): Promise<void> {
    if (findings.length === 0) return;
    const { attemptId, examId, userId, policy } = memory;
    const { pipelineId, engineName } = this.analysis;
    const context = {
      attemptId,
      examId,
      userId,
      policyHash: policy.hash,
      pipelineId,
      engine: engineName,
      evidenceDays: policy.policy.evidenceDays,
    };
    try {
      const wanted = frame !== undefined && findings.some(({ frameId }) => frameId === frame.frameId);
      const keep = wanted ? { ...frame, jpeg: await encodePicture(await decodePicture(frame.jpeg)) } : undefined;
      await this.recorder.record(context, findings, keep);
    } catch (error) {
      // what the checks now believe was recorded is not: start again from what is stored
      this.memories.drop(attemptId);
      throw error;
    }
  }

  private showHint(memory: AttemptMemory): void {
    const hint = hintOf(memory.checks, memory.sight, Date.now());
    if ((hint?.kind ?? null) === memory.hint) return;
    this.rooms.emit(memory.attemptId, 'hint:shown', hint ?? { kind: memory.hint, text: null });
    memory.hint = hint?.kind ?? null;
  }
}
