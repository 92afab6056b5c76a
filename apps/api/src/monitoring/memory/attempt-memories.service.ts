import { isOver } from '@invigil/shared';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { filter, merge, type Subscription } from 'rxjs';
import { DataSource, MoreThan } from 'typeorm';
import { Attempt } from '../../attempts/attempt.entity.js';
import { TemplateSignals } from '../../enrolment/template-signals.js';
import { TemplatesService } from '../../enrolment/templates.service.js';
import { PoliciesService } from '../../exams/policies.service.js';
import { Problem } from '../../http/problem.js';
import { RecorderService } from '../../violations/recorder.service.js';
import type { AttemptMemory } from './attempt-memory.js';
import { challengePast } from './challenge-past.js';
import type { Observation } from '../checks/observation.js';
import { Frame } from '../entities/frame.entity.js';
import type { FrameFacts } from './frame-facts.js';
import { livenessPast } from './liveness-past.js';
import { frameObservation, sampleObservation, type SampleFacts } from './observation-of.js';
import { replayObservations } from './replay-observations.js';
import { SeenFrames } from './seen-frames.js';
import { startSight, stepSight } from './sight.js';
import { StreamEvent } from '../entities/stream-event.entity.js';
import { Stream } from '../entities/stream.entity.js';

/** How far back observations are played again. */
const REPLAY_MS = 5 * 60_000;
const POLICY_MS = 15_000;

/** Who is in mind: memories by attempt, read from the database when somebody is first asked for, dropped when the attempt is over. */
@Injectable()
export class AttemptMemories implements OnModuleDestroy {
  private readonly known = new Map<string, Promise<AttemptMemory>>();
  private readonly ready = new Map<string, AttemptMemory>();
  private readonly subscription: Subscription;

  constructor(
    private readonly db: DataSource,
    private readonly templates: TemplatesService,
    private readonly policies: PoliciesService,
    private readonly recorder: RecorderService,
    signals: TemplateSignals,
  ) {
    const exam$ = signals.consented$.pipe(filter(({ kind }) => kind === 'exam'));
    // a consent may have been withdrawn by way of another process
    this.subscription = merge(signals.destroyed$, exam$, signals.changed$).subscribe(({ userId }) => void this.renewTemplate(userId));
  }

  /** @throws Problem NOT_FOUND when there is no such attempt */
  of(attemptId: string): Promise<AttemptMemory> {
    const known = this.known.get(attemptId) ?? this.load(attemptId);
    if (!this.known.has(attemptId)) {
      this.known.set(attemptId, known);
      known.then(
        (memory) => {
          if (this.known.get(attemptId) === known) this.ready.set(attemptId, memory);
        },
        () => this.drop(attemptId),
      );
    }
    return known;
  }

  all(): AttemptMemory[] {
    return [...this.ready.values()];
  }

  /** What is in mind may no longer be what is stored: read it again when it is next needed. */
  drop(attemptId: string): void {
    this.known.delete(attemptId);
    this.ready.delete(attemptId);
  }

  /** A policy may get a new version in mid-exam. */
  async refreshPolicy(memory: AttemptMemory, now: number): Promise<void> {
    if (now - memory.policyReadAt < POLICY_MS) return;
    memory.policyReadAt = now;
    memory.policy = await this.policies.current(memory.examId);
  }

  /** Reads a template that was made after the attempt came to mind. */
  async refreshTemplate(memory: AttemptMemory): Promise<void> {
    memory.template ??= await this.templates.forExam(memory.userId);
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Forgotten at once, and read again where there is one: a consent may also have been given anew. */
  private async renewTemplate(userId: string): Promise<void> {
    const theirs = this.all().filter((memory) => memory.userId === userId && !isOver(memory.state));
    for (const memory of theirs) memory.template = null;
    for (const memory of theirs) await this.refreshTemplate(memory).catch(() => undefined);
  }

  private async load(attemptId: string): Promise<AttemptMemory> {
    const attempt = await this.db.manager.findOneBy(Attempt, { id: attemptId });
    if (!attempt) throw new Problem('NOT_FOUND', 'There is no such attempt; open it from the exam again.');
    const { examId, userId, state } = attempt;
    const policy = await this.policies.current(examId);
    const template = isOver(state) ? null : await this.templates.forExam(userId);
    const streams = await this.db.manager.findBy(Stream, { attemptId });
    const now = Date.now();
    const liveness = await livenessPast(this.db.manager, attemptId, now);
    const since = new Date(now - REPLAY_MS);
    const asked = await challengePast(this.db.manager, attemptId, since);
    const told = [...liveness.observations, ...asked.outcomes];
    const replayed = state === 'in_progress' ? await this.observations(attemptId, since, told) : [];
    return {
      attemptId,
      examId,
      userId,
      state,
      policy,
      policyReadAt: now,
      template,
      checks: replayObservations(replayed, await this.recorder.open(attemptId), policy.policy),
      streams: new Map(
        streams.map(({ id, lane, device, head, claimed, createdAt }) => [
          id,
          { lane, device, head, claimed, createdAt: createdAt.getTime() },
        ]),
      ),
      // the server's own absence is not the student's silence
      heardAt: now,
      frames: 0,
      previousSubject: undefined,
      hint: null,
      sight: replayed.reduce((sight, one) => stepSight(sight, one, policy.policy), startSight(replayed[0]?.at ?? now)),
      seenFrames: new SeenFrames(await this.frameBytes(attemptId, state)),
      challenge: null,
      unables: asked.unables,
      liveness: liveness.mind,
      nextChallengeAt: null,
      rechecks: { count: 0, lastAt: 0 },
    };
  }

  /** Only a sitting that goes on gets more frames. */
  private async frameBytes(attemptId: string, state: AttemptMemory['state']): Promise<Frame[]> {
    if (isOver(state) || state === 'checking_in') return [];
    return this.db.manager.find(Frame, { select: { id: true, sha256: true, at: true }, where: { attemptId }, order: { id: 'ASC' } });
  }

  private async observations(attemptId: string, since: Date, told: readonly Observation[]): Promise<Observation[]> {
    const at = MoreThan(since);
    const events = await this.db.manager.findBy(StreamEvent, [
      { attemptId, at, type: 'sample' },
      { attemptId, at, type: 'frame' },
    ]);
    const frames = await this.db.manager.findBy(Frame, { attemptId, at, state: 'analysed' });
    const seen: Observation[] = [
      ...told,
      ...events.map((event) => sampleObservation(event.at.getTime(), event.body as unknown as SampleFacts)),
      ...frames.map((frame) =>
        frameObservation(frame.id, frame.at.getTime(), frame.nonce !== null, frame.analysis as unknown as FrameFacts),
      ),
    ];
    return seen.sort((a, b) => a.at - b.at);
  }
}
