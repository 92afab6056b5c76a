import { policySchema, type Policy } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { Problem } from '../http/problem.js';
import { Exam } from './exam.entity.js';
import { policyHash } from './policy-hash.js';
import { PolicyVersion } from './policy-version.entity.js';

export interface CurrentPolicy {
  readonly id: string;
  readonly hash: string;
  readonly version: number;
  readonly policy: Policy;
}

const CACHED = 500;

/** Versions of the exams' policies. A row is never changed, so what was read once stays true. */
@Injectable()
export class PoliciesService {
  private readonly known = new Map<string, CurrentPolicy>();

  constructor(private readonly db: DataSource) {}

  /** The version in force now. */
  async current(examId: string, manager: EntityManager = this.db.manager): Promise<CurrentPolicy> {
    const exam = await manager.findOne(Exam, { where: { id: examId }, select: { id: true, policyId: true } });
    if (!exam) throw new Problem('NOT_FOUND', 'There is no such exam; open it from your list of exams.');
    const known = this.known.get(exam.policyId);
    return known ?? this.remember(await manager.findOneByOrFail(PolicyVersion, { id: exam.policyId }));
  }

  /**
   * Writes a policy as an exam's next version. A draft has one version only: nothing was judged by the ones before.
   * @returns the id of the version in force, the old one's when nothing changed
   */
  async write(manager: EntityManager, exam: Pick<Exam, 'id' | 'state'>, policy: Policy): Promise<string> {
    const hash = policyHash(policy);
    const newest = await manager.findOne(PolicyVersion, { where: { examId: exam.id }, order: { version: 'DESC' } });
    if (newest?.hash === hash) return newest.id;
    if (exam.state === 'draft') await manager.delete(PolicyVersion, { examId: exam.id });
    const version = exam.state === 'draft' ? 1 : (newest?.version ?? 0) + 1;
    const id = v7();
    await manager.insert(PolicyVersion, { id, examId: exam.id, version, body: policy, hash });
    return id;
  }

  private remember({ id, hash, version, body }: PolicyVersion): CurrentPolicy {
    const oldest = this.known.keys().next();
    if (this.known.size >= CACHED && !oldest.done) this.known.delete(oldest.value);
    const current = { id, hash, version, policy: policySchema.parse(body) };
    this.known.set(id, current);
    return current;
  }
}
