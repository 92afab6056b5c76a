import type { Role, StaffRow } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';
import { ExamAccess } from './exam-access.service.js';
import { ExamStaff } from './exam-staff.entity.js';

type Part = StaffRow['part'];

const FITTING = {
  proctor: ['proctor', 'instructor', 'administrator'],
  instructor: ['instructor', 'administrator'],
} as const satisfies Record<Part, readonly Role[]>;

/** Who helps to run or watch an exam. */
@Injectable()
export class StaffService {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly audit: AuditService,
  ) {}

  /** Gives an account a part in the exam, or another one than it had. */
  async add(person: Person, examId: string, { email, part }: { email: string; part: Part }): Promise<StaffRow> {
    await this.access.requireRun(person, examId);
    const user = await this.db.getRepository(User).findOneBy({ email, active: true });
    if (!user) throw new Problem('NOT_FOUND', 'There is no account with this address; ask them to sign up first.');
    if (!(FITTING[part] as readonly Role[]).includes(user.role)) {
      throw new Problem('CONFLICT', `This account has the role ${user.role}; an administrator can make it ${part} first.`);
    }
    await this.db.transaction(async (manager) => {
      await manager.upsert(ExamStaff, { examId, userId: user.id, part }, ['examId', 'userId']);
      await this.audit.record(
        { actorId: person.id, action: 'staff.added', subjectType: 'exam', subjectId: examId, detail: { userId: user.id, part } },
        manager,
      );
    });
    return { userId: user.id, email: user.email, name: user.name, part };
  }

  async remove(person: Person, examId: string, userId: string): Promise<void> {
    await this.access.requireRun(person, examId);
    await this.db.transaction(async (manager) => {
      const { affected } = await manager.delete(ExamStaff, { examId, userId });
      if (affected !== 1) throw new Problem('NOT_FOUND', 'This person has no part in the exam; reload the page.');
      await this.audit.record(
        { actorId: person.id, action: 'staff.removed', subjectType: 'exam', subjectId: examId, detail: { userId } },
        manager,
      );
    });
  }
}
