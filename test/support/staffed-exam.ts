import { randomBytes } from 'node:crypto';
import { DEFAULT_POLICY, type Role } from '@invigil/shared';
import { v7 } from 'uuid';
import { AccessTokens } from '../../apps/api/src/auth/tokens/access-tokens.service.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../apps/api/src/auth/entities/user.entity.js';
import { ExamStaff } from '../../apps/api/src/exams/exam-staff.entity.js';
import { Exam } from '../../apps/api/src/exams/exam.entity.js';
import { PolicyVersion } from '../../apps/api/src/exams/policy-version.entity.js';
import { RosterEntry } from '../../apps/api/src/exams/roster-entry.entity.js';
import type { RecordContext } from '../../apps/api/src/violations/finding.js';
import { programClient, type Client } from './http.js';
import type { TestApp } from './test-app.js';

export interface Account extends Client {
  readonly id: string;
  readonly sessionId: string;
  readonly token: string;
}

/** An account with a login session, written straight into the tables: for tests that are not about signing in. */
export async function account({ app, dataSource, url }: TestApp, role: Role, name: string = role): Promise<Account> {
  const [id, sessionId, now] = [v7(), v7(), new Date()];
  await dataSource.manager.insert(User, { id, email: `${name.toLowerCase()}-${id}@example.org`, name, passwordHash: 'none', role });
  const expiresAt = new Date(now.getTime() + 86_400_000);
  const times = { lastUsedAt: now, provedAt: now, expiresAt };
  await dataSource.manager.insert(LoginSession, { id: sessionId, userId: id, refreshHash: randomBytes(32), ...times });
  const token = app.get(AccessTokens, { strict: false }).sign(id, sessionId, now).accessToken;
  return { id, sessionId, token, ...programClient(url, token) };
}

const HOUR = 3_600_000;

/** A published exam that is open now. */
export async function openExam({ dataSource }: TestApp, owner: { id: string }, title = 'Algebra'): Promise<string> {
  const [id, policyId, now] = [v7(), v7(), Date.now()];
  const times = { opensAt: new Date(now - HOUR), closesAt: new Date(now + HOUR), durationMinutes: 60 };
  await dataSource.manager.insert(Exam, { id, ownerId: owner.id, title, state: 'published', policyId, ...times });
  await dataSource.manager.insert(PolicyVersion, {
    id: policyId,
    examId: id,
    version: 1,
    body: DEFAULT_POLICY as never,
    hash: 'policy-hash',
  });
  return id;
}

export const putOnStaff = ({ dataSource }: TestApp, examId: string, person: { id: string }, part: ExamStaff['part'] = 'proctor') =>
  dataSource.manager.insert(ExamStaff, { examId, userId: person.id, part });

/** A student in the middle of an exam. */
export async function sitting({ dataSource }: TestApp, examId: string, student: { id: string }, name = 'Sam Student'): Promise<string> {
  const [id, rosterId, now] = [v7(), v7(), new Date()];
  await dataSource.manager.insert(RosterEntry, {
    id: rosterId,
    examId,
    email: `${id}@example.org`,
    name,
    claimedBy: student.id,
    claimedAt: now,
  });
  const times = { startedAt: now, deadlineAt: new Date(now.getTime() + HOUR) };
  await dataSource.manager.insert(Attempt, {
    id,
    examId,
    userId: student.id,
    rosterId,
    state: 'in_progress',
    checkIn: 'matched',
    ...times,
  });
  return id;
}

/** What the monitoring would hand to the recorder with its findings. */
export const contextOf = (examId: string, attemptId: string, userId: string): RecordContext => ({
  examId,
  attemptId,
  userId,
  policyHash: 'policy-hash',
  pipelineId: 'pipeline',
  engine: 'tfjs-wasm',
  evidenceDays: 30,
});
