import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditEntry } from './audit-entry.entity.js';

/** One line of the audit log: who did what to which thing. Never put a descriptor, token or password into `detail`. */
export interface Audited {
  actorId: string | null;
  /** Noun and past tense: `evidence.viewed`, `role.changed`. */
  action: string;
  subjectType: string;
  subjectId: string | null;
  detail?: Record<string, unknown>;
  /** Where the request came from. */
  address?: string;
}

@Injectable()
export class AuditService {
  constructor(@InjectDataSource() private readonly source: DataSource) {}

  /** @param manager the transaction of what is audited, so that neither is without the other */
  async record(entry: Audited, manager: EntityManager = this.source.manager): Promise<void> {
    const { detail = {}, address = '', ...rest } = entry;
    await manager.getRepository(AuditEntry).insert({ id: uuid(), ...rest, detail: detail as never, address });
  }
}
