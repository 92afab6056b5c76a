import { DEFAULT_FLASH, DEFAULT_LIVENESS, LIVENESS_PIPELINE, livenessNow, startLiveness, stepLiveness } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { LivenessState, StudentRequest } from '@invigil/shared';
import { Injectable, Logger } from '@nestjs/common';
import { AnalysisService } from '../../analysis/analysis.service.js';
import { Problem } from '../../http/problem.js';
import { COUNT_EVERY, MOST_TROUBLES, PACE_MS, SERVER_CHANCE } from '../../liveness/liveness-pace.js';
import { livenessTrouble } from '../../liveness/liveness-trouble.js';
import { seenOn } from '../../liveness/seen-on.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import type { AttemptMemory } from '../memory/attempt-memory.js';
import { joinedAttempt } from '../rooms/joined-attempt.js';
import { LivenessDesk, type LivenessEnd } from './liveness-desk.service.js';
import { verdictOf, type AskedRun } from '../memory/liveness-mind.js';
import { LivenessReporter } from './liveness-reporter.service.js';
import { askedRun, begunRun, remember } from './liveness-sight.js';
import { LivenessStore } from './liveness-store.service.js';
import { runningState } from './liveness-words.js';

type Ended = LivenessEnd | { state: LivenessState; seen?: undefined };

/** The page's side of head movements: begun, judged frame by frame, or declined. Only the page that holds the attempt may, one frame at a time. */
@Injectable()
export class LivenessRuns {
  private readonly logger = new Logger(LivenessRuns.name);

  constructor(
    private readonly reporter: LivenessReporter,
    private readonly analysis: AnalysisService,
    private readonly desk: LivenessDesk,
    private readonly store: LivenessStore,
  ) {}

  /** Begins the run, or gives where it stands: a page that was loaded again goes on, with the time that is left. */
  begin(socket: StudentSocket, { runId }: StudentRequest<'liveness:begin'>): Promise<LivenessState> {
    return this.within(socket, async (memory) => {
      const asked = askedRun(memory, runId);
      if (asked.run) return runningState(asked, asked.run);
      const now = Date.now();
      const run = startLiveness(SERVER_CHANCE, now, {
        ...DEFAULT_LIVENESS,
        seconds: asked.seconds,
        flash: asked.flash ? DEFAULT_FLASH : null,
      });
      await this.store.begun(asked, now);
      asked.run = run;
      return runningState(asked, run);
    });
  }

  /** A person decides instead. */
  async decline(socket: StudentSocket, { runId }: StudentRequest<'liveness:decline'>): Promise<LivenessState> {
    const end = await this.within(socket, (memory) => this.desk.end(memory, askedRun(memory, runId), 'void', 'declined', Date.now()));
    await this.reporter.report(joinedAttempt(socket), end.seen);
    return end.state;
  }

  /** @throws Problem STALE_NONCE, TOO_MANY, BAD_PICTURE, INTERNAL: the run itself goes on */
  async frame(socket: StudentSocket, { runId, nonce, jpeg }: StudentRequest<'liveness:frame'>): Promise<LivenessState> {
    const at = Date.now();
    const admitted = await this.within(socket, (memory) => this.admit(memory, runId, nonce, at));
    if (admitted.seen) await this.reporter.report(joinedAttempt(socket), admitted.seen);
    if (admitted.state) return admitted.state;
    const looked = await this.look(joinedAttempt(socket), admitted.asked, jpeg);
    const trouble = looked instanceof Problem ? looked : null;
    if (trouble?.code === 'BAD_PICTURE') throw trouble;
    const analysis = looked instanceof Problem ? null : looked;
    const ended = await this.within(socket, (memory) => this.judge(memory, runId, { at, nonce, jpeg }, analysis));
    if (ended.seen) await this.reporter.report(joinedAttempt(socket), ended.seen);
    if (trouble && ended.state.state === 'running') throw trouble;
    return ended.state;
  }

  private within<T>(socket: StudentSocket, work: (memory: AttemptMemory) => Promise<T>): Promise<T> {
    return this.reporter.withinHeld(socket, work);
  }

  /** What was seen, or why nothing was; the next frame may come then. */
  private async look(attemptId: string, asked: AskedRun, jpeg: Uint8Array): Promise<FrameAnalysis | Problem> {
    const { frames, previousSubject, flash } = asked;
    try {
      return await this.analysis.analyse({
        attemptId,
        jpeg,
        priority: 'challenge',
        wantSsd: frames % COUNT_EVERY === 1,
        wantColour: flash,
        pipeline: LIVENESS_PIPELINE,
        ...(previousSubject ? { previousSubject } : {}),
      });
    } catch (error) {
      const trouble = livenessTrouble(error);
      if (trouble.code === 'INTERNAL')
        this.logger.error(error instanceof Error ? error.stack : 'a frame of head movements was not looked at');
      return trouble;
    } finally {
      asked.busy = false;
    }
  }

  /** Takes a frame in, or says why not. A frame with a stale nonce is refused unseen; several of them are a replay and end the run. */
  private async admit(
    memory: AttemptMemory,
    runId: string,
    nonce: string,
    at: number,
  ): Promise<{ asked: AskedRun; state?: undefined; seen?: undefined } | (LivenessEnd & { asked: AskedRun })> {
    const asked = askedRun(memory, runId);
    const run = begunRun(asked);
    if (nonce !== livenessNow(run).nonce) {
      asked.run = stepLiveness(run, { at, nonce, faces: 0, counted: false, face: null }).run;
      if (asked.run.state === 'failed') return { asked, ...(await this.desk.end(memory, asked, 'failed', asked.run.fault, at)) };
      throw new Problem('STALE_NONCE', 'This frame belongs to an earlier step. Ask where the run stands, then go on.');
    }
    if (asked.busy || at - asked.lastFrameAt < PACE_MS)
      throw new Problem('TOO_MANY', 'One frame at a time: wait for the answer, then send the next.');
    Object.assign(asked, { busy: true, lastFrameAt: at, frames: asked.frames + 1 });
    return { asked };
  }

  private async judge(
    memory: AttemptMemory,
    runId: string,
    { at, nonce, jpeg }: { at: number; nonce: string; jpeg: Uint8Array },
    analysis: FrameAnalysis | null,
  ): Promise<Ended> {
    const asked = askedRun(memory, runId);
    const run = begunRun(asked);
    asked.troubles = analysis === null ? asked.troubles + 1 : 0;
    if (asked.troubles >= MOST_TROUBLES) return this.desk.end(memory, asked, 'void', 'interrupted', at);
    if (analysis === null) return { state: runningState(asked, run) };
    remember(asked, analysis, jpeg, at);
    asked.run = stepLiveness(run, { ...seenOn(analysis, nonce, at), answeredAt: Date.now() }).run;
    if (asked.run.state === 'running') return { state: runningState(asked, asked.run) };
    const { outcome, reason } = verdictOf(asked.run, at);
    return this.desk.end(memory, asked, outcome, reason, at);
  }
}
