import type { Materials } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AttemptsService } from '../attempts/attempts.service.js';
import type { Attempt } from '../attempts/attempt.entity.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { DownloadsService } from './downloads.service.js';
import { MaterialsService } from './materials.service.js';

/** An exam's files for its student, while the attempt is running: not before, not after, and not while it is paused. */
@Injectable()
export class StudentMaterials {
  constructor(
    private readonly attempts: AttemptsService,
    private readonly materials: MaterialsService,
    private readonly downloads: DownloadsService,
  ) {}

  async list(person: Person, attemptId: string): Promise<Materials> {
    const { examId } = await this.running(person, attemptId);
    return { status: 'success', files: await this.materials.ofExam(examId) };
  }

  async open(
    person: Person,
    { attemptId, fileId }: { attemptId: string; fileId: string },
    request: Request,
    response: Response,
    client: ClientInfo,
  ): Promise<void> {
    const { examId } = await this.running(person, attemptId);
    await this.materials.requireIn(examId, fileId);
    await this.downloads.send(person, fileId, request, response, { action: 'material.opened', detail: { examId, attemptId }, client });
  }

  /** @throws Problem NOT_FOUND for an attempt of somebody else, WRONG_STATE when it is not running */
  private async running(person: Person, attemptId: string): Promise<Attempt> {
    const attempt = await this.attempts.forStudent(person, attemptId);
    const over = attempt.deadlineAt !== null && attempt.deadlineAt.getTime() <= Date.now();
    if (attempt.state === 'in_progress' && !over) return attempt;
    throw new Problem('WRONG_STATE', 'These files can be opened only while your exam is running.');
  }
}
