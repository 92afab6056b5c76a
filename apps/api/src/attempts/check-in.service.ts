import { medianDistance } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { CheckedIn, StudentAttempt } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { shownByScreen } from '../analysis/shown-by-screen.js';
import type { Person } from '../auth/tokens/person.js';
import { AttemptLedger, type ApplyOptions } from './attempt-ledger.service.js';
import type { Attempt } from './attempt.entity.js';
import { AttemptsService } from './attempts.service.js';
import { CheckInGate, type Comparison } from './check-in-gate.service.js';
import { CheckInPace } from './check-in-pace.js';
import { CheckInPictures } from './check-in-pictures.service.js';
import { ASK_A_PERSON, MATCHED, OBSTACLE_WORDS, LIKE_A_SCREEN, SHOWN_BY_SCREEN, UNLIKE, UNMATCHED, WAITING } from './check-in-words.js';
import { FrameReader } from './frame-reader.service.js';
import { lookAtFrames, type Look } from './look-at-frames.js';
import { wrongState } from './wrong-state.js';

const descriptors = (frames: readonly FrameAnalysis[]): Float32Array[] => frames.flatMap(({ subject }) => subject?.descriptor ?? []);

/** The 1:1 match before the exam, and the way past it: asking a person. */
@Injectable()
export class CheckInService {
  private readonly pace = new CheckInPace();

  constructor(
    private readonly attempts: AttemptsService,
    private readonly ledger: AttemptLedger,
    private readonly gate: CheckInGate,
    private readonly frames: FrameReader,
    private readonly pictures: CheckInPictures,
  ) {}

  /** Compares the median of the scorable frames with the template. Frames that can't be scored cost no try; frames of a screen cost one, so that the third is a person's to judge. */
  async checkIn(person: Person, attemptId: string, dataUrls: readonly string[]): Promise<CheckedIn> {
    const attempt = await this.attempts.forStudent(person, attemptId);
    if (attempt.state === 'checking_in') {
      if (attempt.checkIn === 'matched' || attempt.checkIn === 'admitted') return this.answer('matched', MATCHED, attempt);
      if (attempt.checkIn === 'waiting') return this.answer('waiting', WAITING, attempt);
    }
    if (attempt.state !== 'checking_in' || attempt.checkIn !== 'open') throw wrongState(attempt, 'match');
    const comparison = await this.gate.require(attempt);
    return this.pace.alone(attemptId, () => this.compare(attempt, comparison, dataUrls));
  }

  /** A person decides: without template, without camera, without penalty. Pictures are kept only of those who agreed to them. */
  async ask(person: Person, attemptId: string, dataUrls: readonly string[] = []): Promise<StudentAttempt> {
    const attempt = await this.attempts.forStudent(person, attemptId);
    const mayLook =
      dataUrls.length > 0 && attempt.checkIn === 'open' && attempt.state === 'checking_in' && (await this.gate.consented(person.id));
    const and = mayLook ? await this.pace.alone(attemptId, () => this.keepBest(attempt, dataUrls)) : undefined;
    return this.attempts.view(await this.ledger.apply(attemptId, { type: 'ask' }, and ? { and } : {}));
  }

  private async compare(attempt: Attempt, { template, same, screen }: Comparison, dataUrls: readonly string[]): Promise<CheckedIn> {
    const { scorable, obstacle } = lookAtFrames(await this.frames.read(attempt.id, dataUrls));
    if (obstacle) return this.askAgain(attempt, OBSTACLE_WORDS[obstacle]);
    const comparable = await this.comparable(attempt, template, scorable, dataUrls);
    if (comparable.obstacle) return this.askAgain(attempt, OBSTACLE_WORDS[comparable.obstacle]);
    const distance = medianDistance(template.descriptor, descriptors(comparable.scorable));
    const onScreen = shownByScreen(scorable, screen);
    if (distance <= same && !onScreen) {
      if (!(await this.gate.used(attempt.userId, template, descriptors(scorable)))) return this.askAgain(attempt, UNLIKE);
      return this.answer('matched', MATCHED, await this.ledger.apply(attempt.id, { type: 'match' }));
    }
    const and = await this.keep(attempt, scorable[0], distance);
    const failed = await this.ledger.apply(attempt.id, { type: 'fail_try', because: onScreen ? LIKE_A_SCREEN : '' }, { and });
    if (failed.checkIn === 'waiting') return this.answer('waiting', WAITING, failed);
    return this.answer('try_again', onScreen ? SHOWN_BY_SCREEN : UNMATCHED, failed);
  }

  /** The frames with the numbers of the template's own pipeline: after an upgrade they are read once more as before it. */
  private async comparable(
    { id }: Attempt,
    { olderPipeline }: Comparison['template'],
    scorable: Look['scorable'],
    dataUrls: readonly string[],
  ): Promise<Look> {
    return olderPipeline === null ? { scorable, obstacle: null } : lookAtFrames(await this.frames.read(id, dataUrls, olderPipeline));
  }

  /** Costs no try. */
  private askAgain(attempt: Attempt, words: string): Promise<CheckedIn> {
    return this.answer('try_again', this.pace.noteUnscorable(attempt.id) ? `${words} ${ASK_A_PERSON}` : words, attempt);
  }

  private async keepBest(attempt: Attempt, dataUrls: readonly string[]): Promise<ApplyOptions['and']> {
    const frames = await this.frames.read(attempt.id, dataUrls);
    const { scorable } = lookAtFrames(frames);
    const comparison = await this.gate.find(attempt);
    const template = comparison !== null && typeof comparison === 'object' && scorable.length > 0 ? comparison.template : null;
    const probes = template && descriptors((await this.comparable(attempt, template, scorable, dataUrls)).scorable);
    const distance = template && probes && probes.length > 0 ? medianDistance(template.descriptor, probes) : null;
    return this.keep(attempt, scorable[0] ?? frames.find(({ subject }) => subject !== null) ?? frames[0], distance);
  }

  private async keep(attempt: Attempt, frame: FrameAnalysis | undefined, distance: number | null): Promise<ApplyOptions['and']> {
    return frame && (await this.pictures.sealed(attempt, frame, distance));
  }

  private async answer(outcome: CheckedIn['outcome'], message: string, attempt: Attempt): Promise<CheckedIn> {
    const view = await this.attempts.view(attempt);
    return { outcome, message, triesLeft: view.checkInTriesLeft, attempt: view };
  }
}
