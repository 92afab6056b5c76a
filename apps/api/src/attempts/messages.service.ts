import type { Message } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { storableText } from '../http/storable-text.js';
import { AttemptSignals, type PostedMessage } from './attempt-signals.js';
import type { Attempt } from './attempt.entity.js';
import { MessageRow } from './message.entity.js';

export interface NewMessage {
  readonly authorId: string;
  readonly from: Message['from'];
  readonly kind: Message['kind'];
  readonly text: string;
  /** When the server received it. */
  readonly at: Date;
}

/** Messages between staff and one student. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly db: DataSource,
    private readonly signals: AttemptSignals,
  ) {}

  /** Stores a message within the caller's transaction. Call `announce` with what it gives once that has committed. */
  async post(manager: EntityManager, attempt: Pick<Attempt, 'id' | 'examId' | 'userId'>, message: NewMessage): Promise<PostedMessage> {
    const { authorId, from, kind, at } = message;
    const text = storableText(message.text);
    const id = v7();
    await manager.insert(MessageRow, { id, attemptId: attempt.id, authorId, from, kind, text, at });
    return { id, attemptId: attempt.id, from, kind, text, at: at.toISOString(), examId: attempt.examId, userId: attempt.userId };
  }

  announce(message: PostedMessage): void {
    this.signals.message$.next(message);
  }

  /** All messages of an attempt, oldest first. Who may read them is for the caller to ask. */
  async list(attemptId: string): Promise<Message[]> {
    const rows = await this.db.getRepository(MessageRow).find({ where: { attemptId }, order: { at: 'ASC', id: 'ASC' } });
    return rows.map(({ id, from, kind, text, at }) => ({ id, attemptId, from, kind, text, at: at.toISOString() }));
  }
}
