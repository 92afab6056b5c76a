import { Injectable } from '@nestjs/common';
import type { ViolationView } from '@invigil/shared';
import { DataSource, In, MoreThan, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { User } from '../auth/entities/user.entity.js';
import { evidenceOf } from './evidence-of.js';
import type { Evidence } from './evidence.entity.js';
import { violationView } from './violation-view.js';
import { Violation, type ViolationRow } from './violation.entity.js';

/** Violations with their evidence and verdicts, as people see them. */
@Injectable()
export class ViolationReader {
  constructor(private readonly dataSource: DataSource) {}

  /** Those whose newest event lies after a position, by position. */
  after(examId: string, position: number, limit: number): Promise<ViolationView[]> {
    return this.find({ examId, position: MoreThan(String(position)) }, limit);
  }

  ofAttempt(attemptId: string): Promise<ViolationView[]> {
    return this.find({ attemptId });
  }

  ofExam(examId: string): Promise<ViolationView[]> {
    return this.find({ examId });
  }

  async one(id: string, manager: EntityManager = this.dataSource.manager): Promise<ViolationView | null> {
    const row = await manager.findOneBy(Violation, { id });
    return row === null ? null : ((await this.withEvidence([row], manager))[0] ?? null);
  }

  /** Views of rows whose evidence is at hand. */
  async views(found: readonly { row: ViolationRow; evidence: readonly Evidence[] }[], manager: EntityManager): Promise<ViolationView[]> {
    const judges = await this.names(
      found.flatMap(({ row }) => row.verdictBy ?? []),
      manager,
    );
    return found.map(({ row, evidence }) => violationView(row, evidence, judges.get(row.verdictBy ?? '') ?? null));
  }

  private async find(where: FindOptionsWhere<Violation>, limit?: number): Promise<ViolationView[]> {
    const { manager } = this.dataSource;
    return this.withEvidence(
      await manager.find(Violation, { where, order: { position: 'ASC' }, ...(limit === undefined ? {} : { take: limit }) }),
      manager,
    );
  }

  private async withEvidence(rows: readonly Violation[], manager: EntityManager): Promise<ViolationView[]> {
    const evidence = await evidenceOf(
      manager,
      rows.map(({ id }) => id),
    );
    return this.views(
      rows.map((row) => ({ row, evidence: evidence.get(row.id) ?? [] })),
      manager,
    );
  }

  private async names(ids: string[], manager: EntityManager): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const users = await manager.find(User, { select: { id: true, name: true, email: true }, where: { id: In([...new Set(ids)]) } });
    return new Map(users.map(({ id, name, email }) => [id, name ?? email]));
  }
}
