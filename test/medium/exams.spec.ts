import { policyHash } from '../../apps/api/src/exams/policy-hash.js';
import { PoliciesService } from '../../apps/api/src/exams/policies.service.js';
import type { ExamDetail, ExamSummary, InvitationLink, StaffRow, StudentExam } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginAttempt, body, examInput, inHours, invite, invitedStudent, makeExam, tokenOf } from '../support/exam-desk.js';
import { programClient } from '../support/http.js';
import { mailsTo } from '../support/mails.js';
import { account, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let server: TestApp;
let instructor: Account;
let other: Account;
let proctor: Account;
let administrator: Account;
let student: Account;

beforeAll(async () => {
  server = await startTestApp();
  instructor = await account(server, 'instructor');
  other = await account(server, 'instructor', 'other');
  proctor = await account(server, 'proctor');
  administrator = await account(server, 'administrator');
  student = await account(server, 'student');
});
afterAll(() => server.close());

const emailOf = async ({ id }: { id: string }): Promise<string> =>
  (await server.dataSource.query<{ email: string }[]>('SELECT email FROM users WHERE id = $1', [id]))[0]?.email ?? '';

describe('setting an exam up', () => {
  it('gives back what was written, with its policy and hash', async () => {
    const exam = await makeExam(instructor, {}, { draft: true });
    expect(exam).toMatchObject({
      title: 'Algebra I',
      state: 'draft',
      durationMinutes: 60,
      policyVersion: 1,
      roster: [],
      staff: [],
      attempts: 0,
    });
    expect(exam.questions.map(({ prompt }) => prompt)).toEqual(['1 + 1?', 'Why?']);
    expect(exam.policyHash).toBe(policyHash(exam.policy));
    expect(await body(instructor.get<ExamDetail>(`/api/exams/${exam.id}`))).toEqual(exam);
  });

  it('lets a draft be rewritten, keeping the ids of questions that stay', async () => {
    const exam = await makeExam(instructor, {}, { draft: true });
    const [first, second] = exam.questions;
    const questions = [second, { type: 'text', prompt: 'New?' }, { ...first, prompt: '1 + 2?' }];
    const edited = await body(
      instructor.put<ExamDetail>(`/api/exams/${exam.id}`, examInput({ title: 'Algebra II', questions: questions as never })),
    );
    expect(edited.title).toBe('Algebra II');
    expect(edited.questions.map(({ id }) => id)).toEqual([second?.id, expect.any(String), first?.id]);
    expect(edited.questions[2]?.prompt).toBe('1 + 2?');
  });

  it("never takes over another exam's question by its id", async () => {
    const victim = await makeExam(other, {}, { draft: true });
    const questions = [{ ...victim.questions[0], prompt: 'stolen' }] as never;
    const thief = await makeExam(instructor, { questions }, { draft: true });
    expect(thief.questions[0]?.id).not.toBe(victim.questions[0]?.id);
    expect((await body(other.get<ExamDetail>(`/api/exams/${victim.id}`))).questions).toEqual(victim.questions);
  });

  it.each([
    ['no title', { title: '  ' }],
    ['a window that closes before it opens', { opensAt: inHours(2), closesAt: inHours(1) }],
    ['one option', { questions: [{ type: 'single_choice' as const, prompt: 'x', options: ['a'] }] }],
    ['a right option that is none', { questions: [{ type: 'single_choice' as const, prompt: 'x', options: ['a', 'b'], correct: 2 }] }],
    ['an unknown policy field', { policy: { sampleRate: 1 } as never }],
    ['no minutes', { durationMinutes: 0 }],
  ])('refuses %s', async (_what, changes) => {
    const answer = await instructor.post<{ error: { code: string } }>('/api/exams', examInput(changes));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
  });

  it('stores texts that PostgreSQL would refuse, made storable', async () => {
    const exam = await makeExam(instructor, { title: 'Al\0gebra', questions: [{ type: 'text', prompt: 'Wh\0y\ud800?' }] }, { draft: true });
    expect(exam.title).toBe('Algebra');
    expect(exam.questions[0]?.prompt).toBe('Why\ufffd?');
  });

  it('publishes only with a question and a window that is not over', async () => {
    const empty = await makeExam(instructor, { questions: [] }, { draft: true });
    expect(await instructor.post(`/api/exams/${empty.id}/publish`)).toMatchObject({
      status: 409,
      body: { error: { code: 'WRONG_STATE' } },
    });
    const past = await makeExam(instructor, { opensAt: inHours(-3), closesAt: inHours(-2) }, { draft: true });
    expect((await instructor.post(`/api/exams/${past.id}/publish`)).status).toBe(409);
    const exam = await makeExam(instructor);
    expect(exam.state).toBe('published');
    expect((await instructor.post(`/api/exams/${exam.id}/publish`)).status).toBe(200);
    expect((await instructor.put(`/api/exams/${exam.id}`, examInput({ questions: [] }))).status).toBe(409);
  });

  it('freezes questions and duration once somebody has begun, never title and window', async () => {
    const exam = await makeExam(instructor);
    await beginAttempt(await invitedStudent(server, instructor, exam.id), exam.id);
    const changed = examInput({ questions: [{ type: 'text', prompt: 'Another?' }] });
    expect(await instructor.put(`/api/exams/${exam.id}`, changed)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
    expect((await instructor.put(`/api/exams/${exam.id}`, examInput({ questions: exam.questions, durationMinutes: 90 }))).status).toBe(409);
    const moved = examInput({ title: 'Algebra, later', closesAt: inHours(5), questions: exam.questions });
    expect(await body(instructor.put<ExamDetail>(`/api/exams/${exam.id}`, moved))).toMatchObject({
      title: 'Algebra, later',
      questions: exam.questions,
      attempts: 1,
    });
    expect((await instructor.put(`/api/exams/${exam.id}`, examInput({ title: 'Without ids' }))).status).toBe(200);
  });

  it('makes a new version of the policy after publishing, and keeps the old one as it was', async () => {
    const exam = await makeExam(instructor);
    const edited = await body(instructor.put<ExamDetail>(`/api/exams/${exam.id}`, examInput({ policy: { mergeSeconds: 20 } })));
    expect(edited).toMatchObject({ policyVersion: 2, policy: { mergeSeconds: 20 } });
    expect(await server.app.get(PoliciesService, { strict: false }).current(exam.id)).toMatchObject({
      version: 2,
      hash: edited.policyHash,
    });
    const again = await body(instructor.put<ExamDetail>(`/api/exams/${exam.id}`, examInput({ policy: { mergeSeconds: 20 } })));
    expect(again.policyVersion).toBe(2);
    const rows = await server.dataSource.query<{ version: number; hash: string }[]>(
      'SELECT version, hash FROM policies WHERE exam_id = $1 ORDER BY version',
      [exam.id],
    );
    expect(rows).toEqual([
      { version: 1, hash: exam.policyHash },
      { version: 2, hash: edited.policyHash },
    ]);
  });

  it('keeps one version while it is a draft', async () => {
    const exam = await makeExam(instructor, {}, { draft: true });
    const edited = await body(instructor.put<ExamDetail>(`/api/exams/${exam.id}`, examInput({ policy: { evidenceDays: 7 } })));
    expect(edited).toMatchObject({ policyVersion: 1, policy: { evidenceDays: 7 } });
    expect(edited.policyHash).not.toBe(exam.policyHash);
  });
});

describe('roster and invitations', () => {
  it('invites people once, says who is new, and stores no token', async () => {
    const { id } = await makeExam(instructor);
    const people = [
      { email: 'Ann@Example.org', name: 'Ann' },
      { email: 'bo@example.org', name: 'Bo' },
      { email: 'ann@example.org', name: 'Ann again' },
    ];
    const links = await body(instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people }));
    expect(links.map(({ email, name }) => [email, name])).toEqual([
      ['ann@example.org', 'Ann'],
      ['bo@example.org', 'Bo'],
    ]);
    expect(links[0]?.link).toMatch(new RegExp(`^${server.url}/invite#[\\w-]{43}$`));
    const more = [...people, { email: 'cy@example.org', name: 'Cy' }];
    expect((await body(instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people: more }))).map(({ email }) => email)).toEqual([
      'cy@example.org',
    ]);
    const stored = JSON.stringify(
      await server.dataSource.query("SELECT encode(invite_hash, 'escape') AS text, encode(invite_hash, 'hex') AS hex FROM roster"),
    );
    for (const link of links) expect(stored).not.toContain(tokenOf(link));
    expect(server.logs.join('')).not.toContain(tokenOf(links[0] as InvitationLink));
  });

  it('mails the links where that is asked for, each to its own address', async () => {
    const { id } = await makeExam(instructor, { title: 'Geometry' });
    const people = [
      { email: 'dana@example.org', name: 'Dana' },
      { email: 'quiet-heron@face.invalid', name: 'Quiet heron' },
    ];
    const links = await body(instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people, mail: true }));
    // without a mail server it waits for an administrator
    expect(links.map(({ mail }) => mail)).toEqual(['waiting', 'refused']);
    const [mail, ...more] = await mailsTo(server, 'dana@example.org');
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: 'roster-invitation', subject: 'Your exam: Geometry', link: links[0]?.link });
    expect(await mailsTo(server, 'quiet-heron@face.invalid')).toEqual([]);
    const quiet = await body(
      instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people: [{ email: 'erin@example.org', name: 'Erin' }] }),
    );
    expect(quiet.map(({ mail: state }) => state)).toEqual([null]);
    expect(await mailsTo(server, 'erin@example.org')).toEqual([]);
    expect((await instructor.post(`/api/exams/${id}/roster`, { people, mail: 'yes' })).status).toBe(400);
  });

  it('fills no letter box with new links, and mails none that was not made', async () => {
    const { id } = await makeExam(instructor);
    const people = [{ email: 'flo@example.org', name: 'Flo' }];
    const [first] = await body(instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people, mail: true }));
    const renew = () => instructor.post<InvitationLink>(`/api/exams/${id}/roster/${first?.rosterId ?? ''}/link`, { mail: true });
    const states: unknown[] = [];
    for (let turn = 0; turn < 4; turn++) states.push((await body(renew())).mail);
    expect(states).toEqual(['waiting', 'waiting', 'refused', 'refused']);
    expect(await mailsTo(server, 'flo@example.org')).toHaveLength(3);
    // somebody who makes exam after exam is held up as well
    for (let turn = 0; turn < 12; turn++) {
      const { id: another } = await makeExam(instructor, {}, { draft: true });
      await body(instructor.post(`/api/exams/${another}/roster`, { people, mail: true }));
    }
    expect(await mailsTo(server, 'flo@example.org')).toHaveLength(10);
    const gil = await invite(instructor, id, 'Gil');
    await body(student.post('/api/invitations/claim', { token: tokenOf(gil) }));
    expect((await instructor.post(`/api/exams/${id}/roster/${gil.rosterId}/link`, { mail: true })).status).toBe(409);
    expect(await mailsTo(server, gil.email)).toEqual([]);
  });

  it('previews without signing in: the title and the name, the address masked, nothing else', async () => {
    const { id } = await makeExam(instructor);
    const link = await invite(instructor, id, 'Ann Lee');
    const preview = await programClient(server.url).post('/api/invitations/preview', { token: tokenOf(link) });
    expect(preview).toMatchObject({ status: 200, body: { title: 'Algebra I', name: 'Ann Lee', email: 'a…@example.org' } });
    expect(Object.keys(preview.body as object).sort()).toEqual(['email', 'name', 'title']);
    expect((await programClient(server.url).post('/api/invitations/preview', { token: 'x'.repeat(43) })).status).toBe(404);
  });

  it('is claimed by one of twenty at once', async () => {
    const { id } = await makeExam(instructor);
    const token = tokenOf(await invite(instructor, id));
    const students = await Promise.all(Array.from({ length: 20 }, (_, i) => account(server, 'student', `racer${String(i)}`)));
    const answers = await Promise.all(students.map((each) => each.post<StudentExam>('/api/invitations/claim', { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 404)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(answers[winner]?.body).toMatchObject({ examId: id, questions: 2, evidenceDays: 30, attempt: null });
    const lists = await Promise.all(students.map((each) => body(each.get<StudentExam[]>('/api/my/exams'))));
    expect(lists.map(({ length }) => length)).toEqual(students.map((_, i) => (i === winner ? 1 : 0)));
  });

  it('gives one person one place, also when two links are claimed at once', async () => {
    const { id } = await makeExam(instructor);
    const tokens = [tokenOf(await invite(instructor, id)), tokenOf(await invite(instructor, id))];
    const ann = await account(server, 'student');
    const answers = await Promise.all(tokens.map((token) => ann.post('/api/invitations/claim', { token })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('confirms nobody’s address: others have seen the link', async () => {
    const { id } = await makeExam(instructor);
    const ann = await account(server, 'student');
    const [link] = await body(
      instructor.post<InvitationLink[]>(`/api/exams/${id}/roster`, { people: [{ email: await emailOf(ann), name: 'Ann' }] }),
    );
    await body(ann.post('/api/invitations/claim', { token: tokenOf(link as InvitationLink) }));
    const stranger = await invitedStudent(server, instructor, id);
    const verified = (who: Account) =>
      server.dataSource.query<{ verified: boolean }[]>('SELECT verified FROM users WHERE id = $1', [who.id]);
    expect(await verified(ann)).toEqual([{ verified: false }]);
    expect(await verified(stranger)).toEqual([{ verified: false }]);
  });

  it('works neither for staff, nor without signing in, nor before the exam is published', async () => {
    const exam = await makeExam(instructor, {}, { draft: true });
    const token = tokenOf(await invite(instructor, exam.id));
    expect((await programClient(server.url).post('/api/invitations/claim', { token })).status).toBe(401);
    for (const who of [instructor, proctor, administrator]) expect((await who.post('/api/invitations/claim', { token })).status).toBe(403);
    expect(await student.post('/api/invitations/claim', { token })).toMatchObject({
      status: 409,
      body: { error: { code: 'WRONG_STATE' } },
    });
    await body(instructor.post(`/api/exams/${exam.id}/publish`));
    expect((await student.post('/api/invitations/claim', { token })).status).toBe(200);
  });

  it('replaces a link, and removes who has not claimed', async () => {
    const { id } = await makeExam(instructor);
    const link = await invite(instructor, id);
    const renewed = await body(instructor.post<InvitationLink>(`/api/exams/${id}/roster/${link.rosterId}/link`));
    const ann = await account(server, 'student');
    expect((await ann.post('/api/invitations/claim', { token: tokenOf(link) })).status).toBe(404);
    expect((await ann.post('/api/invitations/claim', { token: tokenOf(renewed) })).status).toBe(200);
    expect((await instructor.post(`/api/exams/${id}/roster/${link.rosterId}/link`)).status).toBe(409);
    expect((await instructor.delete(`/api/exams/${id}/roster/${link.rosterId}`)).status).toBe(409);
    const unclaimed = await invite(instructor, id);
    expect((await instructor.delete(`/api/exams/${id}/roster/${unclaimed.rosterId}`)).status).toBe(204);
    expect((await instructor.delete(`/api/exams/${id}/roster/${unclaimed.rosterId}`)).status).toBe(404);
    expect((await body(instructor.get<ExamDetail>(`/api/exams/${id}`))).roster).toMatchObject([
      { id: link.rosterId, state: 'claimed', claimedBy: ann.id },
    ]);
  });
});

describe('staff', () => {
  it('takes accounts with a fitting role, and writes it into the audit log', async () => {
    const { id } = await makeExam(instructor);
    const add = async (who: Account, part: StaffRow['part']) =>
      instructor.post<StaffRow>(`/api/exams/${id}/staff`, { email: await emailOf(who), part });
    expect(await add(proctor, 'proctor')).toMatchObject({ status: 201, body: { userId: proctor.id, part: 'proctor' } });
    expect((await add(proctor, 'instructor')).status).toBe(409);
    expect((await add(student, 'proctor')).status).toBe(409);
    expect((await instructor.post(`/api/exams/${id}/staff`, { email: 'nobody@example.org', part: 'proctor' })).status).toBe(404);
    expect((await add(other, 'proctor')).status).toBe(201);
    expect((await add(other, 'instructor')).status).toBe(201);
    expect((await body(instructor.get<ExamDetail>(`/api/exams/${id}`))).staff.map(({ part }) => part)).toEqual(['instructor', 'proctor']);
    expect((await other.get(`/api/exams/${id}`)).status).toBe(200);
    expect((await instructor.delete(`/api/exams/${id}/staff/${other.id}`)).status).toBe(204);
    expect((await other.get(`/api/exams/${id}`)).status).toBe(404);
    expect((await instructor.delete(`/api/exams/${id}/staff/${other.id}`)).status).toBe(404);
    const audited = await server.dataSource.query<{ action: string }[]>(
      "SELECT action FROM audit_log WHERE subject_id = $1 AND subject_type = 'exam' ORDER BY at, id",
      [id],
    );
    expect(audited.map(({ action }) => action)).toEqual(['staff.added', 'staff.added', 'staff.added', 'staff.removed']);
  });
});

describe('who may', () => {
  let examId: string;
  let rosterId: string;
  let watching: Account;
  beforeAll(async () => {
    examId = (await makeExam(instructor)).id;
    rosterId = (await invite(instructor, examId)).rosterId;
    watching = await account(server, 'instructor', 'watching');
    await body(instructor.post(`/api/exams/${examId}/staff`, { email: await emailOf(proctor), part: 'proctor' }));
    await body(instructor.post(`/api/exams/${examId}/staff`, { email: await emailOf(watching), part: 'proctor' }));
  });

  const calls: [string, 'get' | 'post' | 'put' | 'delete', (exam: string) => string, unknown?][] = [
    ['read it', 'get', (id) => `/api/exams/${id}`],
    ['edit it', 'put', (id) => `/api/exams/${id}`, examInput()],
    ['publish it', 'post', (id) => `/api/exams/${id}/publish`],
    ['invite to it', 'post', (id) => `/api/exams/${id}/roster`, { people: [{ email: 'mallory@example.org', name: 'Mallory' }] }],
    ['renew an invitation', 'post', (id) => `/api/exams/${id}/roster/${rosterId}/link`],
    ['remove an invitation', 'delete', (id) => `/api/exams/${id}/roster/${rosterId}`],
    ['appoint staff', 'post', (id) => `/api/exams/${id}/staff`, { email: 'x@example.org', part: 'proctor' }],
    ['dismiss staff', 'delete', (id) => `/api/exams/${id}/staff/${instructor.id}`],
  ];

  it.each(calls)('%s: only who runs it; strangers learn nothing', async (_what, method, path, given) => {
    const status = async (who: Pick<Account, 'get' | 'post' | 'put' | 'delete'>, id = examId) =>
      (await who[method](path(id), given)).status;
    expect(await status(programClient(server.url))).toBe(401);
    expect(await status(student)).toBe(403);
    expect(await status(proctor)).toBe(403);
    expect(await status(watching)).toBe(403);
    expect(await status(other)).toBe(404);
    expect(await status(other, crypto.randomUUID())).toBe(404);
    expect(await status(other, 'no-id')).toBe(404);
    expect((await body(instructor.get<ExamDetail>(`/api/exams/${examId}`))).roster).toHaveLength(1);
  });

  it("reaches no roster entry of another exam through one's own", async () => {
    const own = await makeExam(other);
    expect((await other.post(`/api/exams/${own.id}/roster/${rosterId}/link`)).status).toBe(404);
    expect((await other.delete(`/api/exams/${own.id}/roster/${rosterId}`)).status).toBe(404);
  });

  it('lists what one may watch', async () => {
    const ids = async (who: Account) => (await body(who.get<ExamSummary[]>('/api/exams'))).map(({ id }) => id);
    for (const who of [instructor, proctor, watching, administrator]) expect(await ids(who)).toContain(examId);
    expect(await ids(other)).not.toContain(examId);
    expect((await student.get('/api/exams')).status).toBe(403);
    expect((await programClient(server.url).get('/api/exams')).status).toBe(401);
    expect((await proctor.post('/api/exams', examInput())).status).toBe(403);
    expect((await administrator.get(`/api/exams/${examId}`)).status).toBe(200);
  });

  it('shows a student only their own exams, and those only once published', async () => {
    const stranger = await account(server, 'student');
    expect((await stranger.get(`/api/my/exams/${examId}`)).status).toBe(404);
    expect((await stranger.post(`/api/my/exams/${examId}/attempt`)).status).toBe(404);
    expect(await body(stranger.get('/api/my/exams'))).toEqual([]);
    expect((await programClient(server.url).get('/api/my/exams')).status).toBe(401);
    for (const who of [instructor, proctor, administrator]) expect((await who.get('/api/my/exams')).status).toBe(403);
  });

  it('never sends the right answers to a student', async () => {
    const ann = await invitedStudent(server, instructor, examId);
    expect(JSON.stringify(await body(ann.get(`/api/my/exams/${examId}`)))).not.toContain('correct');
  });
});
