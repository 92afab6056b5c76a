import { Injectable } from '@nestjs/common';
import type { Acted, Message, ProctorRequest, ViolationView } from '@invigil/shared';
import { DataSource } from 'typeorm';
import { AttemptActions } from '../attempts/attempt-actions.service.js';
import { Attempt } from '../attempts/attempt.entity.js';
import { MessagesService } from '../attempts/messages.service.js';
import type { Person } from '../auth/tokens/person.js';
import { ExamAccess } from '../exams/exam-access.service.js';
import { Problem } from '../http/problem.js';
import { VerdictsService } from '../violations/verdicts.service.js';

/** What a proctor does from the page, each in the name of the person as the database knows them at this moment. */
@Injectable()
export class DeskService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ExamAccess,
    private readonly actions: AttemptActions,
    private readonly verdicts: VerdictsService,
    private readonly messages: MessagesService,
  ) {}

  act(person: Person, request: ProctorRequest<'attempt:act'>): Promise<Acted> {
    return this.actions.act(person, request);
  }

  judge(person: Person, request: ProctorRequest<'violation:judge'>): Promise<ViolationView> {
    return this.verdicts.judge(person, request);
  }

  async read(person: Person, { attemptId }: ProctorRequest<'messages:read'>): Promise<{ messages: Message[] }> {
    const attempt = await this.dataSource.manager.findOneBy(Attempt, { id: attemptId });
    if (attempt === null) throw notFound();
    await this.access.requireWatch(person, attempt.examId).catch((error: unknown) => {
      throw error instanceof Problem ? notFound() : error;
    });
    return { messages: await this.messages.list(attemptId) };
  }
}

/** The same answer for what does not exist and for what is somebody else's. */
const notFound = (): Problem => new Problem('NOT_FOUND', 'There is no such attempt among those you may see. Reload the page.');
