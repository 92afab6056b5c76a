import { isOver, type Act, type Acted } from '@invigil/shared';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { storableText } from '../http/storable-text.js';
import type { AttemptCommand } from './attempt-command.js';
import { AttemptLedger } from './attempt-ledger.service.js';
import { Attempt } from './attempt.entity.js';
import { MessagesService } from './messages.service.js';

type Said = Extract<Act, { text: string }>;
type Done = Exclude<Act, Said>;

function commandOf(act: Done): AttemptCommand {
  switch (act.action) {
    case 'resume':
      return { type: 'resume' };
    case 'extend':
      return { type: 'extend', minutes: act.minutes };
    case 'pause':
    case 'terminate':
    case 'admit':
    case 'refuse':
      return { type: act.action, reason: storableText(act.reason) };
  }
}

/** What staff do to one attempt, to several or to all: each on its own, so that one that can't be changed does not stop the others. */
@Injectable()
export class AttemptActions {
  private readonly logger = new Logger(AttemptActions.name);

  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly ledger: AttemptLedger,
    private readonly messages: MessagesService,
    private readonly audit: AuditService,
  ) {}

  async act(person: Person, request: Act): Promise<Acted> {
    const acted: Acted = { done: [], failed: [] };
    for (const attemptId of new Set(request.attemptIds)) {
      try {
        await this.actOn(person, attemptId, request);
        acted.done.push(attemptId);
      } catch (error) {
        acted.failed.push({ attemptId, message: this.sentence(error) });
      }
    }
    return acted;
  }

  private async actOn(person: Person, attemptId: string, request: Act): Promise<void> {
    const attempt = await this.db.getRepository(Attempt).findOneBy({ id: attemptId });
    if (!attempt) throw unknownAttempt();
    // The same words for somebody else's attempt as for none at all.
    await this.access.requireWatch(person, attempt.examId).catch((error: unknown) => {
      throw error instanceof Problem ? unknownAttempt() : error;
    });
    if ('text' in request) await this.say(person, attempt, request);
    else await this.ledger.apply(attemptId, commandOf(request), { by: person.id });
  }

  private async say(person: Person, attempt: Attempt, { action, text }: Said): Promise<void> {
    if (isOver(attempt.state)) throw new Problem('WRONG_STATE', 'This attempt is over; the student would not see a message any more.');
    const kind = action === 'warn' ? 'warning' : 'message';
    const posted = await this.db.transaction(async (manager) => {
      const detail = { kind };
      await this.audit.record(
        { actorId: person.id, action: 'message.posted', subjectType: 'attempt', subjectId: attempt.id, detail },
        manager,
      );
      return this.messages.post(manager, attempt, { authorId: person.id, from: 'staff', kind, text, at: new Date() });
    });
    this.messages.announce(posted);
  }

  private sentence(error: unknown): string {
    if (error instanceof Problem) return error.message;
    this.logger.error(error instanceof Error ? error.stack : 'something that is no Error was thrown');
    return 'An unexpected error occurred; try again.';
  }
}

const unknownAttempt = (): Problem => new Problem('NOT_FOUND', 'There is no such attempt among yours; reload the page.');
