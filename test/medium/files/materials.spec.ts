import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileView, Materials } from '@invigil/shared';
import { AuditEntry } from '../../../apps/api/src/audit/audit-entry.entity.js';
import { body } from '../../support/exam-desk.js';
import { bearer, contentOf, fileOwner, upload, verifyFace } from '../../support/file-area.js';
import { account, openExam, putOnStaff, sitting, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('materials of an exam', () => {
  let server: TestApp;
  let owner: Account, colleague: Account, stranger: Account, proctor: Account, student: Account, other: Account;
  let examId: string;
  let attemptId: string;
  let file: FileView;
  const content = randomBytes(5000);
  beforeAll(async () => {
    server = await startTestApp();
    const instructor = (name: string) => fileOwner(server, name, { role: 'instructor' });
    [owner, colleague, stranger] = await Promise.all([instructor('owner'), instructor('colleague'), instructor('stranger')]);
    [proctor, student, other] = await Promise.all([
      account(server, 'proctor'),
      account(server, 'student'),
      account(server, 'student', 'other'),
    ]);
    examId = await openExam(server, owner);
    await putOnStaff(server, examId, colleague, 'instructor');
    await putOnStaff(server, examId, proctor);
    attemptId = await sitting(server, examId, student);
    file = await upload(server, owner, content, 'formulas.bin');
  });
  afterAll(() => server.close());

  const attach = (person: Account, fileIds: string[]) => person.put<Materials>(`/api/exams/${examId}/materials`, { fileIds });
  const open = (person: Account, id = file.id, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/my/attempts/${attemptId}/materials/${id}`, { headers: { ...bearer(person), ...headers } });
  const list = (person: Account) => person.get<Materials>(`/api/my/attempts/${attemptId}/materials`);
  const state = (name: string) => server.dataSource.query(`UPDATE attempts SET state = $2 WHERE id = $1`, [attemptId, name]);

  it('are attached by whoever runs the exam, from files of their own', async () => {
    expect((await attach(stranger, [])).status).toBe(404);
    expect((await attach(proctor, [])).status).toBe(403);
    expect((await attach(student, [])).status).toBe(403);
    expect((await attach(colleague, [file.id])).status).toBe(403);
    expect((await attach(owner, ['00000000-0000-4000-8000-000000000000'])).status).toBe(404);
    await verifyFace(server, owner, 20);
    expect((await attach(owner, [file.id])).status).toBe(403);
    await verifyFace(server, owner);
    expect((await body(attach(owner, [file.id]))).files).toMatchObject([{ id: file.id, name: 'formulas.bin', size: 5000 }]);
    // a colleague's file may stay
    expect((await attach(colleague, [file.id])).status).toBe(200);
  });

  it('are opened by their student while the attempt is running, without a face check of the file area, and audited', async () => {
    expect((await body(list(student))).files).toMatchObject([{ id: file.id }]);
    expect(await contentOf(open(student))).toEqual(content);
    expect(await contentOf(open(student, file.id, { range: 'bytes=5-9' }))).toEqual(content.subarray(5, 10));
    expect((await fetch(`${server.url}/api/files/download/${file.id}`, { headers: bearer(student) })).status).toBe(403);
    const entries = await server.dataSource.manager.findBy(AuditEntry, { action: 'material.opened', subjectId: file.id });
    expect(entries.map(({ actorId }) => actorId)).toEqual([student.id]);
    expect((await open(other)).status).toBe(404);
    expect((await list(other)).status).toBe(404);
    for (const person of [owner, proctor]) expect((await open(person)).status).toBe(403);
    const secret = await upload(server, owner);
    expect((await open(student, secret.id)).status).toBe(404);
  });

  it.each(['checking_in', 'paused', 'submitted', 'terminated', 'expired'])('stay closed while the attempt is %s', async (name) => {
    await state(name);
    expect([(await open(student)).status, (await list(student)).status]).toEqual([409, 409]);
    await state('in_progress');
    expect((await open(student)).status).toBe(200);
  });

  it('stay closed once the time is up, and go with the file', async () => {
    const deadline = (at: string) => server.dataSource.query(`UPDATE attempts SET deadline_at = now() ${at} WHERE id = $1`, [attemptId]);
    await deadline(`+ interval '1 hour'`);
    expect((await owner.delete(`/api/files/${file.id}`)).status).toBe(200);
    expect((await open(student)).status).toBe(404);
    expect((await body(list(student))).files).toEqual([]);
    await deadline(`- interval '1 second'`);
    expect((await list(student)).status).toBe(409);
  });
});
