import { isPlaceholderAddress, type InvitationLink } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Limiter } from '../auth/limits/limiter.js';
import { Config } from '../config/config.js';
import { Mailer } from '../mail/mailer.service.js';
import type { Exam } from './exam.entity.js';

const DAY = 86_400_000;
/** As large as the largest roster that comes in one call. */
const A_DAY_AND_EXAM = 2000;
const A_DAY_AND_PERSON = 3;
const A_DAY_AND_ADDRESS = 10;

/** Sends invitation links to those who are invited, and fills nobody's letter box: neither with one exam nor with many. */
@Injectable()
export class InvitationMails {
  private readonly byExam = new Limiter(A_DAY_AND_EXAM, DAY);
  private readonly byPerson = new Limiter(A_DAY_AND_PERSON, DAY);
  private readonly byAddress = new Limiter(A_DAY_AND_ADDRESS, DAY);

  constructor(
    private readonly mailer: Mailer,
    private readonly config: Config,
  ) {}

  /**
   * @param manager the transaction in which the links are made
   * @returns the links, each with what became of its mail
   */
  async send(exam: Exam, links: readonly InvitationLink[], manager: EntityManager): Promise<InvitationLink[]> {
    const told: InvitationLink[] = [];
    for (const given of links) {
      if (!this.hasRoom(exam.id, given.email)) {
        told.push({ ...given, mail: 'refused' });
        continue;
      }
      const content = { kind: 'roster-invitation', examTitle: exam.title, opensAt: exam.opensAt, link: given.link } as const;
      await this.mailer.queue({ to: given.email, personId: null, ...content }, manager);
      told.push({ ...given, mail: this.config.smtp.url === undefined ? 'waiting' : 'queued' });
    }
    return told;
  }

  private hasRoom(examId: string, email: string): boolean {
    if (isPlaceholderAddress(email)) return false;
    return this.byPerson.hasRoom(`${examId} ${email}`) && this.byAddress.hasRoom(email) && this.byExam.hasRoom(examId);
  }
}
