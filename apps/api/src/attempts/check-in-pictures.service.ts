import type { FrameAnalysis } from '@invigil/biometrics/node';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v4 } from 'uuid';
import { VaultService } from '../enrolment/vault.service.js';
import { Problem } from '../http/problem.js';
import type { Attempt } from './attempt.entity.js';
import { CheckInPicture } from './check-in-picture.entity.js';

const sealedAs = (id: string): string => `check-in:${id}`;
const EXPIRED = `
  DELETE FROM check_in_pictures p USING attempts a, exams e, policies y
  WHERE a.id = p.attempt_id AND e.id = a.exam_id AND y.id = e.policy_id AND e.closes_at + make_interval(days => (y.body->>'evidenceDays')::int) < $1
`;

/** Pictures of tries that a person has to look at, sealed with the student's evidence key. */
@Injectable()
export class CheckInPictures {
  constructor(
    private readonly db: DataSource,
    private readonly vault: VaultService,
  ) {}

  /** Seals the picture now, so that storing it within a transaction is one insert. */
  async sealed(
    attempt: Pick<Attempt, 'id' | 'userId'>,
    frame: FrameAnalysis,
    distance: number | null,
  ): Promise<(manager: EntityManager) => Promise<void>> {
    const id = v4();
    const sealed = await this.vault.seal(attempt.userId, 'evidence', frame.reencoded ?? frame.thumbnail, sealedAs(id));
    return async (manager) => {
      await manager.insert(CheckInPicture, { id, attemptId: attempt.id, at: new Date(), sealed, distance });
    };
  }

  list(attemptId: string): Promise<CheckInPicture[]> {
    return this.db.getRepository(CheckInPicture).find({ where: { attemptId }, order: { at: 'ASC', id: 'ASC' } });
  }

  /** A JPEG. @throws Problem NOT_FOUND when it is not a picture of this attempt, or was erased */
  async open(attempt: Pick<Attempt, 'id' | 'userId'>, pictureId: string): Promise<Buffer> {
    const picture = await this.db.getRepository(CheckInPicture).findOneBy({ id: pictureId, attemptId: attempt.id });
    if (!picture) throw new Problem('NOT_FOUND', 'There is no such picture, or it was erased when its time was over.');
    return this.vault.open(attempt.userId, 'evidence', picture.sealed, sealedAs(picture.id));
  }

  /** Deletes those whose exam ended longer ago than its policy keeps evidence. @returns how many */
  async deleteExpired(now = new Date()): Promise<number> {
    const [, count] = await this.db.query<[unknown[], number]>(EXPIRED, [now]);
    return count;
  }
}
