import { medianDistance } from '@invigil/biometrics';
import type { FrameAnalysis } from '@invigil/biometrics/node';
import type { CheckedIn, StudentAttempt } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { Person } from '../auth/person.js';
import { AttemptLedger, type ApplyOptions } from './attempt-ledger.service.js';
import type { Attempt } from './attempt.entity.js';
import { AttemptsService } from './attempts.service.js';
import { CheckInGate, type Comparison } from './check-in-gate.service.js';
import { CheckInPace } from './check-in-pace.js';
import { CheckInPictures } from './check-in-pictures.service.js';
import { ASK_A_PERSON, MATCHED, OBSTACLE_WORDS, UNMATCHED, WAITING } from './check-in-words.js';
import { FrameReader } from './frame-reader.service.js';
import { lookAtFrames } from './look-at-frames.js';
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

  /** Compares the median of the scorable frames with the template. Frames that can't be scored cost no try. */
  async checkIn(person: Person, attemptId: string, dataUrls: readonly string[]): Promise<CheckedIn> {
    const attempt = await this.attempts.forStudent(person, attemptId);
    if (attempt.state === 'checking_in') {
      if (attempt.checkIn === 'matched' || attempt.checkIn === 'admitted') return this.answer('matched', MATCHED, attempt);
      if (attempt.checkIn === 'waiting') return this.answer('waiting', WAITING, attempt);
    }
    if (attempt.state !== 'checking_in' || attempt.checkIn !== 'open') throw wrongState(attempt, 'match');
    const comparison = await this.gate.require(attempt);
    return this.pace.alone(attemptId, async () => this.compare(attempt, comparison, await this.frames.read(attemptId, dataUrls)));
  }

  /** A person decides: without template, without camera, without penalty. Pictures are kept only of those who agreed to them. */
  async ask(person: Person, attemptId: string, dataUrls: readonly string[] = []): Promise<StudentAttempt> {
    const attempt = await this.attempts.forStudent(person, attemptId);
    const mayLook =
      dataUrls.length > 0 && attempt.checkIn === 'open' && attempt.state === 'checking_in' && (await this.gate.consented(person.id));
    const and = mayLook ? await this.pace.alone(attemptId, () => this.keepBest(attempt, dataUrls)) : undefined;
    return this.attempts.view(await this.ledger.apply(attemptId, { type: 'ask' }, and ? { and } : {}));
  }

  private async compare(attempt: Attempt, { template, same }: Comparison, frames: readonly FrameAnalysis[]): Promise<CheckedIn> {
    const { scorable, obstacle } = lookAtFrames(frames);
    if (obstacle) {
      const words = OBSTACLE_WORDS[obstacle];
      return this.answer('try_again', this.pace.noteUnscorable(attempt.id) ? `${words} ${ASK_A_PERSON}` : words, attempt);
    }
    const distance = medianDistance(template.descriptor, descriptors(scorable));
    if (distance <= same) {
      const matched = await this.ledger.apply(attempt.id, { type: 'match' });
      await this.gate.used(attempt.userId);
      return this.answer('matched', MATCHED, matched);
    }
    const and = await this.keep(attempt, scorable[0], distance);
    const failed = await this.ledger.apply(attempt.id, { type: 'fail_try' }, { and });
    return failed.checkIn === 'waiting' ? this.answer('waiting', WAITING, failed) : this.answer('try_again', UNMATCHED, failed);
  }

  private async keepBest(attempt: Attempt, dataUrls: readonly string[]): Promise<ApplyOptions['and']> {
    const frames = await this.frames.read(attempt.id, dataUrls);
    const { scorable } = lookAtFrames(frames);
    const comparison = await this.gate.find(attempt);
    const comparable = comparison !== null && comparison !== 'unapproved' && scorable.length > 0;
    const distance = comparable ? medianDistance(comparison.template.descriptor, descriptors(scorable)) : null;
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
