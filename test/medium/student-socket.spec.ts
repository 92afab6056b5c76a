import { STUDENT_CALLS, type StudentCall } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { AttemptsService } from '../../apps/api/src/attempts/attempts.service.js';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { Stream } from '../../apps/api/src/monitoring/entities/stream.entity.js';
import { Violation } from '../../apps/api/src/violations/violation.entity.js';
import type { SimulatedStudent } from '../../scripts/demo/simulated-student.js';
import { addQuestion } from '../support/enrolled.js';
import { account, openExam, sitting, type Account } from '../support/staffed-exam.js';
import { BLANK, refusalOf, studentPage, told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** A request of each call that its contract accepts. */
const GOOD = (attemptId: string) =>
  ({
    'attempt:join': { attemptId, device: 'device-one' },
    'batch:submit': { stream: v7(), entries: [{ type: 'event', seq: 1, at: Date.now(), event: 'visible' }] },
    'frame:answer': { nonce: 'n'.repeat(43), at: Date.now(), ...BLANK },
    'frame:unable': { nonce: 'n'.repeat(43), reason: 'still' },
    'liveness:begin': { runId: v7() },
    'liveness:frame': { runId: v7(), nonce: 'n'.repeat(43), at: Date.now(), jpeg: BLANK.jpeg },
    'liveness:decline': { runId: v7() },
    heartbeat: { maxSeq: {}, at: Date.now() },
    'attempt:start': {},
    'attempt:submit': { answersStream: v7(), answersSeq: 0 },
  }) satisfies Record<StudentCall, object>;
const CALLS = Object.keys(STUDENT_CALLS) as StudentCall[];

describe('the student’s socket', () => {
  let server: TestApp;
  let student: Account;
  let instructor: Account;
  let examId: string;
  let questionId: string;
  let attemptId: string;
  const pages: SimulatedStudent[] = [];

  function open(person: Account, attempt: string, device?: string): SimulatedStudent {
    const page = studentPage(server, person, attempt, undefined, device);
    pages.push(page);
    return page;
  }
  /** Connected, and nothing joined. */
  async function connected(person: Account): Promise<SimulatedStudent> {
    const page = open(person, attemptId);
    page.socket.connect();
    await new Promise<void>((resolve) => page.socket.once('connect', resolve));
    return page;
  }
  const ask = (
    page: SimulatedStudent,
    event: string,
    ...body: unknown[]
  ): Promise<{ data?: unknown; error?: { code: string; message: string } }> =>
    (page.socket.timeout(20_000) as unknown as { emitWithAck(name: string, ...args: unknown[]): Promise<never> }).emitWithAck(
      event,
      ...body,
    );

  beforeAll(async () => {
    server = await startTestApp();
    instructor = await account(server, 'instructor');
    examId = await openExam(server, instructor);
    questionId = await addQuestion(server, examId);
  });
  beforeAll(async () => {
    student = await account(server, 'student', 'Sam');
    attemptId = await sitting(server, examId, student);
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(() => server.close());

  it('gives whoever joins streams, questions without answers, and the page’s part of the policy', async () => {
    const page = open(student, attemptId, 'device-one');
    const joined = await page.connect();
    expect(joined.questions).toEqual([{ id: questionId, type: 'text', prompt: 'Why?', points: 1, maxLength: 5000 }]);
    expect(joined.policy).toEqual({ sampleSeconds: 2, frameSeconds: 10, fullscreen: false });
    expect(new Set(Object.values(joined.streams)).size).toBe(2);
    expect(joined.attempt.state).toBe('in_progress');
  });

  it('lets nobody in, at the door, the check-in or to ask a person, whose face alone has opened the session, until they proved more', async () => {
    const faye = await account(server, 'student', 'Faye');
    const id = await sitting(server, examId, faye);
    await server.dataSource.manager.update(Attempt, { id }, { state: 'checking_in', startedAt: null, deadlineAt: null, checkIn: 'open' });
    const proved = (provedAt: Date | null) =>
      server.dataSource.manager.update(LoginSession, { id: faye.sessionId }, { method: 'face', provedAt });
    const codeOf = async (call: string) =>
      (await faye.post<{ error?: { code: string } }>(`/api/my/attempts/${id}/${call}`, { frames: [] })).body.error?.code;
    await proved(null);
    const page = open(faye, id);
    expect(await refusalOf(page.connect())).toBe('PROOF_REQUIRED');
    expect(await server.dataSource.manager.countBy(Stream, { attemptId: id })).toBe(0);
    for (const call of ['check-in', 'ask']) expect(await codeOf(call), call).toBe('PROOF_REQUIRED');
    expect(await server.dataSource.manager.findOneBy(Attempt, { id })).toMatchObject({ state: 'checking_in', checkIn: 'open' });
    await proved(new Date());
    expect(await refusalOf(page.join())).toBe('PROOF_REQUIRED');
    expect((await open(faye, id).connect()).attempt.checkIn).toBe('open');
    for (const call of ['check-in', 'ask']) expect(await codeOf(call), call).not.toBe('PROOF_REQUIRED');
  });

  it('shows no question before the start', async () => {
    const waiting = await account(server, 'student', 'Wendy');
    const id = await sitting(server, examId, waiting);
    await server.dataSource.manager.update(Attempt, { id }, { state: 'checking_in', startedAt: null, deadlineAt: null });
    const page = open(waiting, id);
    expect((await page.connect()).questions).toEqual([]);
    page.answer(questionId, 'too early');
    await page.flush();
    expect(
      await refusalOf(
        page.call('batch:submit', {
          stream: page.outbox.current('telemetry'),
          entries: [{ type: 'sample', seq: 1, at: page.now(), claim: BLANK.claim }],
        }),
      ),
    ).toBe('WRONG_STATE');
    expect((await page.start()).state).toBe('in_progress');
    expect((await page.join()).questions).toHaveLength(1);
  });

  it.each(['student', 'proctor', 'instructor', 'administrator'] as const)(
    'lets no %s do anything with somebody else’s attempt',
    async (role) => {
      const page = await connected(await account(server, role, `foreign-${role}`));
      const before = await server.dataSource.manager.countBy(Stream, { attemptId });
      for (const call of CALLS) {
        const { data, error } = await ask(page, call, GOOD(attemptId)[call]);
        expect(data, call).toBeUndefined();
        expect(error?.code, call).toBe(call === 'attempt:join' ? 'NOT_FOUND' : 'WRONG_STATE');
      }
      expect(await server.dataSource.manager.countBy(Stream, { attemptId })).toBe(before);
    },
  );

  it('lets a student who joined their own attempt write into no stream of another', async () => {
    const [owner, foreign] = [open(student, attemptId, 'device-one'), await account(server, 'student', 'Fred')];
    await owner.connect();
    const page = open(foreign, await sitting(server, examId, foreign));
    await page.connect();
    const entries = [{ type: 'event' as const, seq: 1, at: page.now(), event: 'visible' as const, detail: '' }];
    expect(await refusalOf(page.call('batch:submit', { stream: owner.outbox.current('telemetry'), entries }))).toBe('NOT_FOUND');
    expect(await refusalOf(page.call('attempt:submit', { answersStream: owner.outbox.current('answers'), answersSeq: 0 }))).toBe(
      'NOT_FOUND',
    );
    expect(await refusalOf(page.call('attempt:join', { attemptId, device: 'device-one', holding: [] }))).toBe('WRONG_STATE');
    const marks = (
      await page.call('attempt:join', {
        attemptId: page.joined?.attempt.id ?? '',
        device: 'device-two',
        holding: [owner.outbox.current('answers')],
      })
    ).marks;
    expect(marks).toEqual({});
  });

  it('answers nonsense with a sentence, and an honest student beside it loses nothing', async () => {
    const honest = open(student, attemptId, 'device-one');
    await honest.connect();
    const hostile = await connected(await account(server, 'student', 'Mallory'));
    const bad: unknown[] = [
      undefined,
      null,
      7,
      'text',
      [],
      {},
      { attemptId: 'x' },
      JSON.parse('{"__proto__":{"polluted":1}}'),
      { stream: v7(), entries: [] },
      { stream: v7(), entries: Array.from({ length: 33 }, (_, i) => ({ type: 'event', seq: i + 1, at: 1, event: 'visible' })) },
      { stream: v7(), entries: [{ type: 'frame', seq: 1, at: 1, claim: BLANK.claim, jpeg: new Uint8Array(64 * 1024 + 1) }] },
      {
        stream: v7(),
        entries: [{ type: 'sample', seq: 1, at: 1, claim: { faces: 1, unscorable: null, descriptor: new Uint8Array(512).fill(255) } }],
      },
      { stream: v7(), entries: [{ type: 'answer', seq: -1, at: 1, questionId, value: 1 }] },
      { maxSeq: { answers: 'many' }, at: 1 },
    ];
    for (const call of ['batch:submit', 'frame:answer', 'frame:unable', 'attempt:join', 'attempt:submit'] as const) {
      for (const body of bad) {
        const reply = await ask(hostile, call, body);
        expect(reply.error?.code, `${call} ${typeof body}`).toMatch(/^(BAD_REQUEST|WRONG_STATE|NOT_FOUND)$/);
        // below the flood limit of thirty calls a second
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    }
    expect((await ask(hostile, 'no:such', {})).error?.code).toBe('NOT_FOUND');
    for (let i = 0; i < 40; i++) honest.answer(questionId, `answer ${String(i)}`);
    await honest.flush();
    expect(honest.outbox.size).toBe(0);
    expect((await honest.join()).answers[questionId]?.value).toBe('answer 39');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('closes the door to a token that is forged', async () => {
    const page = open({ ...student, token: `${student.token.slice(0, -4)}AAAA` }, attemptId);
    await expect(page.connect()).rejects.toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
  });

  it('has one holder after fifty joins at once', async () => {
    const many = await Promise.all(Array.from({ length: 50 }, () => connected(student)));
    let replaced = 0;
    for (const page of many) page.socket.on('session:replaced', () => (replaced += 1));
    await Promise.all(many.map((page) => page.join()));
    const beats = await Promise.all(
      many.map((page) =>
        page.heartbeat().then(
          () => 'holds',
          (error: unknown) => String(error).split(':')[1]?.trim(),
        ),
      ),
    );
    expect(beats.filter((beat) => beat === 'holds')).toHaveLength(1);
    expect(beats.filter((beat) => beat === 'STREAM_CLOSED')).toHaveLength(49);
    await expect.poll(() => replaced).toBe(49);
  });

  it('notes a second device, and not a reload', async () => {
    const sam = await account(server, 'student', 'Sue');
    const id = await sitting(server, examId, sam);
    const first = open(sam, id, 'device-one');
    await first.connect();
    const reload = open(sam, id, 'device-one');
    const gone = told(first, 'session:replaced');
    await reload.connect();
    await gone;
    expect(await server.dataSource.manager.countBy(Violation, { attemptId: id })).toBe(0);
    const other = open(sam, id, 'device-two');
    await other.connect();
    await expect
      .poll(() => server.dataSource.manager.findOneBy(Violation, { attemptId: id, kind: 'second_session' }))
      .toMatchObject({ confirmed: true });
    // what the replaced page still holds is taken; what it does from now on is not
    reload.answer(questionId, 'held back');
    await reload.flush();
    expect(reload.outbox.size).toBe(0);
    const late = { type: 'answer' as const, seq: 2, at: Date.now() + 5000, questionId, value: 'new' };
    expect(await refusalOf(reload.call('batch:submit', { stream: reload.outbox.current('answers'), entries: [late] }))).toBe(
      'STREAM_CLOSED',
    );
    expect(await refusalOf(reload.call('attempt:start', {}))).toBe('STREAM_CLOSED');
    expect((await other.join()).answers[questionId]?.value).toBe('held back');
  });

  it('tells the page what staff do, and submits only once every answer is there', async () => {
    const ann = await account(server, 'student', 'Ann');
    const id = await sitting(server, examId, ann);
    const page = open(ann, id);
    await page.connect();
    page.answer(questionId, 'because');
    await page.flush();
    const answersStream = page.outbox.current('answers');
    await expect(page.call('attempt:submit', { answersStream, answersSeq: 3 })).rejects.toMatchObject({
      wire: { code: 'SEQ_GAP', expectedSeq: 2 },
    });
    const changed = told(page, 'attempt:changed');
    const receipt = await page.submit();
    expect(receipt).toMatchObject({ state: 'submitted', receipt: { answers: 1 } });
    expect(await changed).toMatchObject({ id, state: 'submitted' });
    expect((await server.app.get(AttemptsService, { strict: false }).tile(id)).state).toBe('submitted');
  });
});
