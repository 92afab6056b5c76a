import { canBecome, isOver, type Act, type Acted, type AttemptState, type StudentAttempt, type StudentExam } from '@invigil/shared';
import fc from 'fast-check';
import { firstValueFrom, filter } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnswersService } from '../../apps/api/src/attempts/answers.service.js';
import { AttemptActions } from '../../apps/api/src/attempts/attempt-actions.service.js';
import { AttemptSignals } from '../../apps/api/src/attempts/attempt-signals.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { AttemptsService } from '../../apps/api/src/attempts/attempts.service.js';
import { ClockService } from '../../apps/api/src/attempts/clock.service.js';
import { MessagesService } from '../../apps/api/src/attempts/messages.service.js';
import { PresenceService } from '../../apps/api/src/attempts/presence.service.js';
import type { Person } from '../../apps/api/src/auth/tokens/person.js';
import { beginAttempt, body, invitedStudent, makeExam } from '../support/exam-desk.js';
import { account, putOnStaff, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let server: TestApp;
let instructor: Account;
let proctor: Account;

beforeAll(async () => {
  server = await startTestApp();
  instructor = await account(server, 'instructor');
  proctor = await account(server, 'proctor');
});
afterAll(() => server.close());

const get = <T>(type: new (...args: never[]) => T): T => server.app.get<T>(type, { strict: false });
const personOf = ({ id, sessionId }: Account, role: Person['role']): Person => ({
  id,
  sessionId,
  role,
  email: '',
  name: null,
  method: 'password',
  provedAt: null,
  faceVerifiedAt: null,
  passkeyAt: null,
  expiresAt: new Date(),
});
const act = (request: Act, who = personOf(proctor, 'proctor')): Promise<Acted> => get(AttemptActions).act(who, request);
const stored = (id: string): Promise<Attempt> => server.dataSource.manager.findOneByOrFail(Attempt, { id });
const history = async (id: string): Promise<string[]> =>
  (await server.dataSource.query<{ what: string }[]>('SELECT what FROM attempt_changes WHERE attempt_id = $1 ORDER BY at, id', [id])).map(
    ({ what }) => what,
  );

/** An exam with two questions, watched by the proctor, and a student who has begun it. */
async function sit(): Promise<{ examId: string; student: Account; id: string; questions: string[] }> {
  const exam = await makeExam(instructor);
  await putOnStaff(server, exam.id, proctor);
  const student = await invitedStudent(server, instructor, exam.id);
  const { id } = await beginAttempt(student, exam.id);
  return { examId: exam.id, student, id, questions: exam.questions.map((question) => question.id) };
}
/** The same, admitted and started. */
async function started(): Promise<Awaited<ReturnType<typeof sit>>> {
  const sitting = await sit();
  await act({ action: 'admit', attemptIds: [sitting.id], reason: '' });
  await get(AttemptsService).start(sitting.student, sitting.id);
  return sitting;
}
const answer = (attempt: Attempt, questionId: string, value: string | number | null, receivedAt = new Date()) =>
  server.dataSource.transaction((manager) =>
    get(AnswersService).saveAnswer(manager, attempt, { questionId, value, at: receivedAt, receivedAt }),
  );

describe('an attempt from its beginning to its receipt', () => {
  it('goes through check-in, start, pause, more time, answers and submission', async () => {
    const { student, id, questions, examId } = await sit();
    const attempts = get(AttemptsService);
    await expect(attempts.start(student, id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    expect(await body(student.post<StudentAttempt>(`/api/my/attempts/${id}/ask`))).toMatchObject({ checkIn: 'waiting', receipt: null });
    expect(await act({ action: 'admit', attemptIds: [id], reason: 'knows them' })).toEqual({ done: [id], failed: [] });
    const begun = await attempts.start(student, id);
    expect(begun).toMatchObject({ state: 'in_progress', checkIn: 'admitted' });
    expect(Date.parse(begun.deadlineAt ?? '') - Date.parse(begun.startedAt ?? '')).toBe(60 * 60_000);
    await answer(await stored(id), questions[0] ?? '', 1);
    await act({ action: 'pause', attemptIds: [id], reason: 'fire alarm' });
    expect((await body(student.get<StudentExam>(`/api/my/exams/${examId}`))).attempt).toMatchObject({
      state: 'paused',
      reason: 'fire alarm',
    });
    await act({ action: 'resume', attemptIds: [id] });
    await act({ action: 'extend', attemptIds: [id], minutes: 10 });
    await answer(await stored(id), questions[1] ?? '', 'because');
    const done = await attempts.submit(student, id);
    expect(done).toMatchObject({ state: 'submitted', receipt: { chainHead: '', answers: 2, at: done.endedAt } });
    expect(await attempts.submit(student, id)).toEqual(done);
    expect(await history(id)).toEqual(['check_in_waiting', 'admitted', 'started', 'paused', 'resumed', 'extended', 'submitted']);
    const audited = await server.dataSource.query<{ action: string; actor_id: string }[]>(
      'SELECT action, actor_id FROM audit_log WHERE subject_id = $1 ORDER BY at, id',
      [id],
    );
    expect(audited.map(({ action }) => action)).toEqual(['attempt.admitted', 'attempt.paused', 'attempt.resumed', 'attempt.extended']);
    expect(new Set(audited.map(({ actor_id }) => actor_id))).toEqual(new Set([proctor.id]));
  });

  it('is one, created twenty times at once', async () => {
    const exam = await makeExam(instructor);
    const student = await invitedStudent(server, instructor, exam.id);
    const made = await Promise.all(Array.from({ length: 20 }, () => beginAttempt(student, exam.id)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  });

  it('starts once, started twenty times at once', async () => {
    const { student, id } = await sit();
    await act({ action: 'admit', attemptIds: [id], reason: '' });
    const views = await Promise.all(Array.from({ length: 20 }, () => get(AttemptsService).start(student, id)));
    expect(new Set(views.map(({ startedAt }) => startedAt)).size).toBe(1);
    expect((await history(id)).filter((what) => what === 'started')).toHaveLength(1);
  });

  it('is made only inside the window', async () => {
    const soon = await makeExam(instructor, { opensAt: new Date(Date.now() + 60_000).toISOString() });
    const early = await invitedStudent(server, instructor, soon.id);
    expect(await early.post(`/api/my/exams/${soon.id}/attempt`)).toMatchObject({ status: 409, body: { error: { code: 'WRONG_STATE' } } });
    await server.dataSource.query("UPDATE exams SET opens_at = now() - interval '2 h', closes_at = now() - interval '1 h' WHERE id = $1", [
      soon.id,
    ]);
    expect((await early.post(`/api/my/exams/${soon.id}/attempt`)).status).toBe(409);
  });
});

describe('staff actions', () => {
  it('are each on their own: one that fails does not stop the others', async () => {
    const [first, second] = [await started(), await sit()];
    const nobody = crypto.randomUUID();
    const acted = await act({ action: 'pause', attemptIds: [nobody, second.id, first.id, first.id], reason: '' });
    expect(acted.done).toEqual([first.id]);
    expect(acted.failed.map(({ attemptId }) => attemptId)).toEqual([nobody, second.id]);
    for (const { message } of acted.failed) expect(message).toMatch(/^(There|This) .+\.$/);
  });

  it('belong to those who watch the exam; the answer does not say that it exists', async () => {
    const { id, student } = await started();
    const strangers = [await account(server, 'proctor', 'stranger'), await account(server, 'instructor', 'stranger')];
    const people = [...strangers.map((who, i) => personOf(who, i === 0 ? 'proctor' : 'instructor')), personOf(student, 'student')];
    for (const who of people) {
      for (const request of [
        { action: 'terminate', reason: 'x' },
        { action: 'message', text: 'hi' },
        { action: 'extend', minutes: 5 },
      ] as const) {
        expect(await act({ ...request, attemptIds: [id] }, who)).toMatchObject({
          done: [],
          failed: [{ attemptId: id, message: expect.stringContaining('no such') }],
        });
      }
    }
    expect(await stored(id)).toMatchObject({ state: 'in_progress' });
    const administrator = personOf(await account(server, 'administrator'), 'administrator');
    expect((await act({ action: 'terminate', attemptIds: [id], reason: 'phone on the desk' }, administrator)).done).toEqual([id]);
    expect(await get(AttemptsService).view(await stored(id))).toMatchObject({
      state: 'terminated',
      reason: 'phone on the desk',
      receipt: { answers: 0 },
    });
  });

  it('post messages and warnings while the attempt lives, and announce them after commit', async () => {
    const { id, student, examId } = await started();
    const heard = firstValueFrom(get(AttemptSignals).message$.pipe(filter((message) => message.attemptId === id)));
    await act({ action: 'warn', attemptIds: [id], text: 'Please put the phone away\0.' });
    expect(await heard).toMatchObject({ kind: 'warning', from: 'staff', text: 'Please put the phone away.', examId, userId: student.id });
    await server.dataSource.transaction(async (manager) =>
      get(MessagesService).post(manager, await stored(id), {
        authorId: student.id,
        from: 'student',
        kind: 'message',
        text: 'Done.',
        at: new Date(),
      }),
    );
    expect((await get(MessagesService).list(id)).map(({ from, text }) => [from, text])).toEqual([
      ['staff', 'Please put the phone away.'],
      ['student', 'Done.'],
    ]);
    await get(AttemptsService).submit(student, id);
    expect((await act({ action: 'message', attemptIds: [id], text: 'late' })).failed).toHaveLength(1);
  });

  it('move the deadline by the length of the pause, whatever the window says', async () => {
    const { id, student, examId } = await started();
    await server.dataSource.query("UPDATE exams SET closes_at = now() + interval '1 min' WHERE id = $1", [examId]);
    const before = (await stored(id)).deadlineAt?.getTime() ?? 0;
    await act({ action: 'pause', attemptIds: [id], reason: '' });
    await server.dataSource.query(
      "UPDATE attempts SET paused_at = paused_at - interval '3 h', deadline_at = deadline_at - interval '3 h' WHERE id = $1",
      [id],
    );
    await get(ClockService).tick();
    expect((await stored(id)).state).toBe('paused');
    await act({ action: 'resume', attemptIds: [id] });
    const after = await stored(id);
    expect(after.state).toBe('in_progress');
    expect(after.deadlineAt?.getTime()).toBeGreaterThanOrEqual(before);
    await get(AttemptsService).submit(student, id);
  });

  it('are refused in the wrong state, with a sentence', async () => {
    const { id } = await sit();
    const { failed } = await act({ action: 'resume', attemptIds: [id] });
    expect(failed[0]?.message).toBe("This attempt can't be resumed now: the student has not started yet.");
  });
});

describe('many hands at once', () => {
  const AFTER = { paused: 'paused', resumed: 'in_progress', submitted: 'submitted', terminated: 'terminated', extended: null } as const;
  const hand = fc.constantFrom<Act['action'] | 'submit'>('pause', 'resume', 'extend', 'submit', 'terminate', 'pause', 'resume');

  it('leave a history in which each step could follow the one before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hand, { minLength: 6, maxLength: 12 }), async (hands) => {
        const { id, student } = await started();
        const outcomes = await Promise.allSettled(
          hands.map((action) =>
            action === 'submit'
              ? get(AttemptsService).submit(student, id)
              : act({ action, attemptIds: [id], reason: 'x', minutes: 1, text: 'x' }),
          ),
        );
        for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'WRONG_STATE' });
        let state: AttemptState = 'in_progress';
        for (const what of (await history(id)).slice(2)) {
          const next: AttemptState | null = AFTER[what as keyof typeof AFTER];
          if (next === null) expect(isOver(state)).toBe(false);
          else expect(canBecome(state, next), `${state} to ${next}`).toBe(true);
          state = next ?? state;
        }
        expect((await stored(id)).state).toBe(state);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe('the clock', () => {
  it('submits what is saved when the time is up, tells listeners, and leaves later ones alone', async () => {
    const [due, running] = [await started(), await started()];
    await answer(await stored(due.id), due.questions[0] ?? '', 0);
    const told = firstValueFrom(get(AttemptSignals).changed$.pipe(filter(({ attemptId }) => attemptId === due.id)));
    await server.dataSource.query("UPDATE attempts SET deadline_at = now() - interval '1 s' WHERE id = $1", [due.id]);
    await get(ClockService).tick();
    expect(await told).toMatchObject({ examId: due.examId, userId: due.student.id });
    expect(await get(AttemptsService).view(await stored(due.id))).toMatchObject({
      state: 'submitted',
      reason: expect.stringContaining('time'),
      receipt: { answers: 1 },
    });
    expect(await history(due.id)).toEqual(['admitted', 'started', 'time_up']);
    expect((await stored(running.id)).state).toBe('in_progress');
  });

  it('closes attempts that were never started once the window has closed', async () => {
    const { id, examId } = await sit();
    await server.dataSource.query("UPDATE exams SET closes_at = now() - interval '1 s' WHERE id = $1", [examId]);
    await get(ClockService).tick();
    expect(await stored(id)).toMatchObject({ state: 'expired' });
  });

  it('catches up after a restart', async () => {
    const { id } = await started();
    await server.close({ keep: true });
    server = await startTestApp({ resume: server });
    const ended = firstValueFrom(get(AttemptSignals).changed$.pipe(filter(({ attemptId }) => attemptId === id)));
    await server.dataSource.query("UPDATE attempts SET deadline_at = now() - interval '1 min' WHERE id = $1", [id]);
    await ended;
    expect((await stored(id)).state).toBe('submitted');
  });
});

describe('answers', () => {
  it('count by their arrival; each revision is kept', async () => {
    const { id, questions } = await started();
    const [choice = '', text = ''] = questions;
    const attempt = await stored(id);
    const base = Date.now();
    const at = (ms: number): Date => new Date(base + ms);
    await answer(attempt, text, 'second', at(20));
    await answer(attempt, text, 'first', at(10));
    await answer(attempt, choice, 2, at(10));
    await answer(attempt, choice, null, at(10));
    expect(await get(AnswersService).latest(id)).toMatchObject({ [text]: { value: 'second' }, [choice]: { value: null } });
    expect(await get(AnswersService).answered(id)).toBe(1);
    await answer(attempt, text, '', at(30));
    expect(await get(AnswersService).answered(id)).toBe(0);
    expect(await server.dataSource.query('SELECT count(*)::int AS n FROM answers WHERE attempt_id = $1', [id])).toEqual([{ n: 5 }]);
  });

  it('are kept and marked when they come late, and do not count', async () => {
    const { id, student, questions } = await started();
    const [choice = '', text = ''] = questions;
    const attempt = await stored(id);
    expect(await answer(attempt, text, 'in time')).toMatchObject({ late: false });
    expect(await answer(attempt, text, 'past the deadline', new Date((attempt.deadlineAt?.getTime() ?? 0) + 1))).toMatchObject({
      late: true,
    });
    await get(AttemptsService).submit(student, id);
    expect(await answer(await stored(id), choice, 1)).toMatchObject({ late: true });
    expect(await get(AnswersService).latest(id)).toEqual({ [text]: { value: 'in time', savedAt: expect.any(String) } });
    expect(await get(AttemptsService).view(await stored(id))).toMatchObject({ receipt: { answers: 1 } });
  });

  it("take no other exam's question, no value of another shape, nothing before the start", async () => {
    const [mine, other, waiting] = [await started(), await started(), await sit()];
    const attempt = await stored(mine.id);
    await expect(answer(attempt, other.questions[0] ?? '', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(answer(attempt, mine.questions[0] ?? '', 3)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(answer(attempt, mine.questions[1] ?? '', 3)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(answer(await stored(waiting.id), waiting.questions[0] ?? '', 1)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('tiles and presence', () => {
  it('show how each student stands', async () => {
    const { id, examId, student, questions } = await started();
    await answer(await stored(id), questions[1] ?? '', 'x');
    expect(await get(AttemptsService).tile(id)).toMatchObject({
      id,
      examId,
      studentId: student.id,
      name: 'Ann Lee',
      state: 'in_progress',
      checkIn: 'admitted',
    });
    const tiles = await get(AttemptsService).tiles(examId);
    expect(tiles).toMatchObject([{ id, answered: 1, questions: 2, violations: 0, openViolations: 0, online: false, lastSeenAt: null }]);
  });

  it('follow the sockets: online from the first, offline after the last or when it says nothing', async () => {
    const { id, examId } = await started();
    const presence = get(PresenceService);
    const seen: boolean[] = [];
    const listening = get(AttemptSignals).presence$.subscribe((each) => each.attemptId === id && seen.push(each.online));
    const now = Date.now();
    await presence.joined(id, 'a');
    await presence.joined(id, 'b');
    await presence.left(id, 'a');
    expect(presence.online(id)).toBe(true);
    expect(await get(AttemptsService).tile(id)).toMatchObject({ examId, online: true, lastSeenAt: expect.any(String) });
    await presence.sweep(new Date(now + 60_000));
    expect(presence.online(id)).toBe(false);
    await presence.seen(id, new Date(now + 61_000));
    await presence.left(id, 'b', new Date(now + 62_000));
    await presence.left(id, 'b', new Date(now + 63_000));
    expect(seen).toEqual([true, false, true, false]);
    expect((await history(id)).filter((what) => what === 'joined' || what === 'left')).toEqual(['joined', 'left', 'joined', 'left']);
    listening.unsubscribe();
  });
});

describe("somebody else's attempt", () => {
  it('is not there', async () => {
    const { id, examId } = await started();
    const stranger = await account(server, 'student', 'stranger');
    await expect(get(AttemptsService).forStudent(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(get(AttemptsService).start(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(get(AttemptsService).submit(stranger, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const path of [`/api/my/attempts/${id}/ask`, `/api/my/exams/${examId}/attempt`])
      expect((await stranger.post(path)).status).toBe(404);
    expect((await stored(id)).state).toBe('in_progress');
    for (const who of [instructor, proctor]) expect((await who.post(`/api/my/attempts/${id}/ask`)).status).toBe(403);
  });
});
