import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { Exam } from './exam.entity.js';
import { invitationHash } from './invitation-token.js';
import { maskEmail } from './mask-email.js';
import { RosterEntry } from './roster-entry.entity.js';

export interface InvitationPreview {
  title: string;
  name: string;
  /** Masked: whoever found the link does not learn the address. */
  email: string;
}

/** What the holder of an invitation link can do with it. */
@Injectable()
export class InvitationsService {
  constructor(private readonly db: DataSource) {}

  /** Without signing in: no more than the holder of the link was told with it. */
  async preview(token: string): Promise<InvitationPreview> {
    const entry = await this.db.getRepository(RosterEntry).findOneBy({ inviteHash: invitationHash(token) });
    if (!entry) throw usedUp();
    const { title } = await this.db.getRepository(Exam).findOneByOrFail({ id: entry.examId });
    return { title, name: entry.name, email: maskEmail(entry.email) };
  }

  /** Puts the signed-in student in the invited person's place, once. @returns the exam's id */
  claim(person: Person, token: string): Promise<string> {
    return this.db.transaction(async (manager) => {
      // The account first: two different links of one exam claimed at once by one person must not both pass.
      await manager.query('SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE', [person.id]);
      const entry = await manager.findOne(RosterEntry, {
        where: { inviteHash: invitationHash(token) },
        lock: { mode: 'pessimistic_write' },
      });
      // Whoever has the entry already, by their confirmed address, may open the link too.
      if (entry?.claimedBy === person.id) return entry.examId;
      if (!entry || entry.claimedBy !== null) throw usedUp();
      await this.requireClaimable(manager, person, entry);
      await manager.update(RosterEntry, { id: entry.id }, { inviteHash: null, claimedBy: person.id, claimedAt: new Date() });
      return entry.examId;
    });
  }

  private async requireClaimable(manager: EntityManager, person: Person, { examId }: RosterEntry): Promise<void> {
    const exam = await manager.findOneByOrFail(Exam, { id: examId });
    if (exam.state !== 'published')
      throw new Problem('WRONG_STATE', 'This exam is not published yet; open the link again once your instructor has published it.');
    if (await manager.existsBy(RosterEntry, { examId, claimedBy: person.id })) {
      throw new Problem('CONFLICT', 'You are on the roster of this exam already; you find it in your list of exams.');
    }
  }
}

const usedUp = (): Problem =>
  new Problem(
    'NOT_FOUND',
    'This invitation link has been used or replaced. If you have claimed it, the exam is in your list; otherwise ask your instructor for a new link.',
  );
