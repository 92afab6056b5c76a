import { DEFAULT_LIVENESS, expireLiveness, LIVENESS_PIPELINE, startLiveness, TEMPLATE_FRAMES } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { LivenessPicture, LivenessPurpose, LivenessTurn } from '@invigil/shared';
import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { v7 } from 'uuid';
import { AnalysisService } from '../../analysis/analysis.service.js';
import { bytesOfDataUrl } from '../../enrolment/data-url.js';
import { Problem } from '../../http/problem.js';
import { COUNT_EVERY, SERVER_CHANCE } from '../../liveness/liveness-pace.js';
import { livenessTrouble } from '../../liveness/liveness-trouble.js';
import { endedTurn, runningTurn } from './liveness-talk.js';
import { LivenessTickets } from '../tickets/liveness-tickets.service.js';
import { proofOf } from './proof-of.js';
import { admit, judge, verdictOf, type Verdict } from './run-judge.js';
import { RunDoor } from './run-door.service.js';
import { RunRegister } from './run-register.js';
import { RunStore } from './run-store.service.js';
import { spread, type RunningRun } from './running-run.js';
import { useOf, type Visitor } from '../tickets/visitor.js';

/** Longer than in an exam: whoever stands at the door has nothing else to do, and a phone's camera is slow to begin. */
const SECONDS = 60;
/** After the deadline: a frame that was sent in time may still be on its way. */
const GRACE_MS = 3000;
/** Steps of which pictures are needed: one moment alone could be a photo held up. */
const PLACES = 3;

/** Head movements over HTTP: the server draws the tasks and tells one at a time. In memory of this process; the database knows that there was a run and how it ended. */
@Injectable()
export class FaceLivenessRuns {
  private readonly logger = new Logger(FaceLivenessRuns.name);
  private readonly register = new RunRegister();

  constructor(
    private readonly analysis: AnalysisService,
    private readonly door: RunDoor,
    private readonly store: RunStore,
    private readonly tickets: LivenessTickets,
  ) {}

  /** @throws Problem where this purpose is not open to whoever asks, or too many ask */
  async start(purpose: LivenessPurpose, visitor: Visitor): Promise<LivenessTurn> {
    const use = useOf(purpose, visitor);
    await this.door.open(use, visitor.client);
    const now = Date.now();
    for (const older of this.register.goingOf(use)) await this.end(older, { outcome: 'void', reason: 'interrupted' });
    const running: RunningRun = {
      id: v7(),
      use,
      client: visitor.client,
      run: startLiveness(SERVER_CHANCE, now, { ...DEFAULT_LIVENESS, seconds: SECONDS }),
      busy: false,
      frames: 0,
      lastFrameAt: 0,
      troubles: 0,
      previousSubject: undefined,
      looks: [],
      over: null,
      overAt: 0,
    };
    this.register.add(running);
    await this.store.started(running, now);
    return runningTurn(running, now);
  }

  /** Where a run stands, for a page that lost an answer. */
  state(id: string, visitor: Visitor): LivenessTurn {
    const running = this.find(id, visitor);
    return running.over ?? runningTurn(running, Date.now());
  }

  /** @throws Problem STALE_NONCE, TOO_MANY, BAD_PICTURE, INTERNAL: the run itself goes on */
  async frame(id: string, { nonce, jpeg: url }: LivenessPicture, visitor: Visitor): Promise<LivenessTurn> {
    const running = this.find(id, visitor);
    if (running.over) return running.over;
    const at = Date.now();
    const refused = admit(running, nonce, at);
    if (refused) return this.end(running, refused);
    const jpeg = bytesOfDataUrl(url);
    const looked = await this.look(running, jpeg);
    // another frame may have ended it meanwhile
    const ended = endOf(running);
    if (ended) return ended;
    if (looked instanceof Problem && looked.code === 'BAD_PICTURE') throw looked;
    const verdict = judge(running, looked instanceof Problem ? null : looked, { nonce, jpeg, at });
    if (verdict) return this.end(running, verdict);
    if (looked instanceof Problem) throw looked;
    return runningTurn(running, Date.now());
  }

  /** Ends what nobody goes on with. */
  @Interval(1000)
  sweep(): void {
    const now = Date.now();
    this.register.forgetOld(now);
    for (const running of this.register.going()) {
      if (running.busy || now <= running.run.deadlineAt + GRACE_MS) continue;
      running.run = expireLiveness(running.run, now);
      const verdict = verdictOf(running, now);
      if (verdict) this.end(running, verdict).catch((error: unknown) => this.complain(error));
    }
  }

  private find(id: string, visitor: Visitor): RunningRun {
    return this.register.of(id, (purpose) => useOf(purpose, visitor));
  }

  private async look(running: RunningRun, jpeg: Uint8Array): Promise<FrameAnalysis | Problem> {
    const { id, frames, previousSubject } = running;
    try {
      return await this.analysis.analyse({
        attemptId: id,
        jpeg,
        priority: 'challenge',
        wantSsd: frames % COUNT_EVERY === 1,
        pipeline: LIVENESS_PIPELINE,
        ...(previousSubject ? { previousSubject } : {}),
      });
    } catch (error) {
      const trouble = livenessTrouble(error);
      if (trouble.code === 'INTERNAL') this.complain(error);
      return trouble;
    } finally {
      running.busy = false;
    }
  }

  /** Of several that end a run at once, the first decides. */
  private async end(running: RunningRun, verdict: NonNullable<Verdict>): Promise<LivenessTurn> {
    running.busy = true;
    const { outcome, reason } = verdict;
    if (outcome !== 'passed') return this.over(running, endedTurn(running.id, outcome, reason, null), verdict);
    const proof = await this.prove(running);
    if (proof === 'interrupted' || proof === 'unclear')
      return this.over(running, endedTurn(running.id, 'void', proof, null), { outcome: 'void', reason: proof });
    await this.store.ended(running, verdict);
    return this.settle(running, endedTurn(running.id, 'passed', null, this.tickets.issue(running.use, proof)));
  }

  /** Reads the best looks once more, with today's numbers, and compares them with each other. */
  private async prove({ id, looks }: RunningRun) {
    const chosen = spread(looks, TEMPLATE_FRAMES.most);
    if (new Set(chosen.map(({ place }) => place)).size < PLACES) return 'unclear';
    const request = { attemptId: id, priority: 'challenge', wantSsd: true, wantScreen: true, reencode: true } as const;
    try {
      const frames = await Promise.all(chosen.map(({ jpeg }) => this.analysis.analyse({ ...request, jpeg })));
      const proved = proofOf(frames);
      return proved ? { ...proved, runId: id, pipelineId: this.analysis.pipelineId } : 'unclear';
    } catch (error) {
      this.complain(error);
      return 'interrupted';
    }
  }

  private async over(running: RunningRun, turn: LivenessTurn, verdict: NonNullable<Verdict>): Promise<LivenessTurn> {
    this.settle(running, turn);
    await this.store.ended(running, verdict);
    return turn;
  }

  private settle(running: RunningRun, turn: LivenessTurn): LivenessTurn {
    running.over ??= turn;
    running.overAt = Date.now();
    running.looks = [];
    return running.over;
  }

  private complain(error: unknown): void {
    this.logger.error(error instanceof Error ? error.stack : 'a frame of head movements was not looked at');
  }
}

const endOf = ({ over }: RunningRun): LivenessTurn | null => over;
