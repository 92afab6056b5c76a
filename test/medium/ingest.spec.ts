import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { Answer } from '../../apps/api/src/attempts/answer.entity.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { AttemptsService } from '../../apps/api/src/attempts/attempts.service.js';
import { Challenges } from '../../apps/api/src/monitoring/observing/challenges.service.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { Observer } from '../../apps/api/src/monitoring/observing/observer.service.js';
import { StreamEvent } from '../../apps/api/src/monitoring/entities/stream-event.entity.js';
import { Violation } from '../../apps/api/src/violations/violation.entity.js';
import { facePhoto } from '@invigil/biometrics/samples';
import type { Entry } from '@invigil/shared';
import { Refused, type SimulatedStudent } from '../../scripts/demo/simulated-student.js';
import { addQuestion } from '../support/enrolled.js';
import { account, openExam, sitting, type Account } from '../support/staffed-exam.js';
import { BLANK, refusalOf, studentPage, told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('what a page sends', () => {
  let server: TestApp;
  let examId: string;
  let questionId: string;
  let student: Account;
  let attemptId: string;
  let page: SimulatedStudent;

  const event = (seq: number, detail = ''): Entry => ({ type: 'event', seq, at: page.now(), event: 'visible', detail });
  const submit = (entries: Entry[], lane: 'answers' | 'telemetry' = 'telemetry') =>
    page.call('batch:submit', { stream: page.outbox.current(lane), entries });
  const stored = () => server.dataSource.manager.find(StreamEvent, { where: { attemptId }, order: { seq: 'ASC' } });

  beforeAll(async () => {
    server = await startTestApp();
    examId = await openExam(server, await account(server, 'instructor'));
    questionId = await addQuestion(server, examId);
  });
  beforeEach(async () => {
    student = await account(server, 'student', 'Sam');
    attemptId = await sitting(server, examId, student);
    page = studentPage(server, student, attemptId);
    await page.connect();
  });
  afterEach(() => page.close());
  afterAll(() => server.close());

  it('is acknowledged again when it comes again, whole or in part', async () => {
    const entries = [event(1), event(2), event(3)];
    expect((await submit(entries)).mark).toBe(3);
    expect((await submit(entries)).mark).toBe(3);
    expect((await submit(entries.slice(1, 2))).mark).toBe(3);
    expect((await submit([...entries.slice(2), event(4)])).mark).toBe(4);
    expect((await stored()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('is refused with the number that is missing, and nothing is stored', async () => {
    await expect(submit([event(2)])).rejects.toMatchObject({ wire: { code: 'SEQ_GAP', expectedSeq: 1 } });
    await expect(submit([event(1), event(3)])).rejects.toMatchObject({ wire: { code: 'SEQ_GAP', expectedSeq: 2 } });
    expect(await stored()).toEqual([]);
  });

  it('is never acknowledged under a number that was used for something else, and that is recorded', async () => {
    await submit([event(1, 'one')]);
    expect(await refusalOf(submit([event(1, 'other')]))).toBe('SEQ_CONFLICT');
    await expect
      .poll(() => server.dataSource.manager.findOneBy(Violation, { attemptId, kind: 'sequence_conflict' }))
      .toMatchObject({ confirmed: true, measurements: { seq: 1 } });
    expect((await stored()).map(({ body }) => body['detail'])).toEqual(['one']);
  });

  it('arrives exactly once, however batches overlap', async () => {
    const entries = Array.from({ length: 20 }, (_, i) => event(i + 1, String(i)));
    const batches = Array.from({ length: 60 }, (_, i) => submit(entries.slice((i * 7) % 18, ((i * 7) % 18) + 3)));
    const replies = await Promise.allSettled(batches);
    for (const reply of replies) if (reply.status === 'rejected') expect((reply.reason as Refused).wire.code).toBe('SEQ_GAP');
    expect((await submit(entries)).mark).toBe(20);
    expect((await stored()).map(({ body }) => body['detail'])).toEqual(entries.map((_, i) => String(i)));
  });

  it('keeps its own order of time within what is possible', async () => {
    const before = Date.now();
    await submit([
      { ...event(1), at: before - 86_400_000 },
      { ...event(2), at: before + 3 * 3_600_000 },
      { ...event(3), at: before - 1000 },
    ]);
    const [first, second, third] = await stored();
    const { createdAt } = await server.dataSource.manager.findOneByOrFail(Attempt, { id: attemptId });
    expect(first?.at.getTime()).toBe(createdAt.getTime());
    expect(second?.at.getTime()).toBeLessThanOrEqual((second?.receivedAt.getTime() ?? 0) + 2000);
    expect(third?.at).toEqual(second?.at);
  });

  it('goes into the lane that it belongs to', async () => {
    expect(await refusalOf(submit([event(1)], 'answers'))).toBe('BAD_REQUEST');
    expect(await refusalOf(page.call('batch:submit', { stream: v7(), entries: [event(1)] }))).toBe('NOT_FOUND');
  });

  it('does not spoil its neighbours: a foreign question is refused, what others send in the same moment is kept', async () => {
    const others = await Promise.all(
      Array.from({ length: 5 }, async (_, i) => {
        const other = await account(server, 'student', `N${String(i)}`);
        const neighbour = studentPage(server, other, await sitting(server, examId, other));
        await neighbour.connect();
        return neighbour;
      }),
    );
    const bad = refusalOf(submit([{ type: 'answer', seq: 1, at: page.now(), questionId: v7(), value: 'x' }], 'answers'));
    for (const neighbour of others) neighbour.answer(questionId, 'kept');
    await Promise.all(others.map((neighbour) => neighbour.flush()));
    expect(await bad).toBe('NOT_FOUND');
    for (const neighbour of others) {
      expect((await neighbour.join()).answers[questionId]?.value).toBe('kept');
      neighbour.close();
    }
    page.answer(questionId, 'mine');
    await page.flush();
    expect((await page.join()).answers[questionId]?.value).toBe('mine');
  });

  it('is kept after the end where it was written before it; late answers are marked', async () => {
    const { at: lastAt } = event(1);
    await server.app.get(AttemptsService, { strict: false }).submit(student, attemptId);
    const { endedAt } = await server.dataSource.manager.findOneByOrFail(Attempt, { id: attemptId });
    const sample = (seq: number, at: number): Entry => ({ type: 'sample', seq, at, claim: BLANK.claim });
    const after = (endedAt?.getTime() ?? 0) + 1;
    expect((await submit([sample(1, lastAt), sample(2, after)])).mark).toBe(1);
    expect(await refusalOf(submit([sample(2, after)]))).toBe('WRONG_STATE');
    expect((await submit([{ type: 'answer', seq: 1, at: page.now(), questionId, value: 'late' }], 'answers')).mark).toBe(1);
    expect(await server.dataSource.manager.findOneByOrFail(Answer, { attemptId })).toMatchObject({ late: true, value: 'late' });
  });

  it('goes on after a reload: the old stream is finished, the new one begins at 1', async () => {
    page.socket.disconnect();
    const old = page.outbox.current('telemetry');
    for (let i = 0; i < 2; i++) page.outbox.add({ type: 'event', at: page.now(), event: 'hidden', detail: 'offline' });
    const joined = await page.connect();
    expect(joined.marks[old]).toBe(0);
    await page.flush();
    page.add({ type: 'event', at: page.now(), event: 'network_back', detail: '' });
    await page.flush();
    expect(page.outbox.size).toBe(0);
    const rows = await stored();
    expect(rows.filter(({ stream }) => stream === old)).toHaveLength(2);
    expect(rows.filter(({ stream }) => stream !== old).map(({ seq }) => seq)).toEqual([1]);
  });

  it('is a frame that was asked for once, from this attempt, in time', async () => {
    const jpeg = await facePhoto('student', { variant: 3 });
    page.socket.off('frame:challenge');
    const ask = async (at: number) => {
      const asked = told(page, 'frame:challenge');
      const challenges = server.app.get(Challenges, { strict: false });
      await server.app.get(Observer, { strict: false }).within(attemptId, (memory) => challenges.ask(memory, at));
      return (await asked).nonce;
    };
    const nonce = await ask(Date.now());
    const answer = { nonce, at: page.now(), claim: BLANK.claim, jpeg };
    const other = await account(server, 'student', 'Olga');
    const foreign = studentPage(server, other, await sitting(server, examId, other));
    await foreign.connect();
    expect(await refusalOf(foreign.call('frame:answer', answer))).toBe('STALE_NONCE');
    foreign.close();
    expect(await refusalOf(page.call('frame:answer', { ...answer, nonce: 'x'.repeat(43) }))).toBe('STALE_NONCE');
    const receipt = await page.call('frame:answer', answer);
    expect(await page.call('frame:answer', answer)).toEqual(receipt);
    expect(await refusalOf(page.call('frame:answer', { ...answer, jpeg: await facePhoto('student', { variant: 4 }) }))).toBe('STALE_NONCE');
    expect(await server.dataSource.manager.countBy(Frame, { attemptId })).toBe(1);
    await expect.poll(() => server.dataSource.manager.countBy(Frame, { attemptId, state: 'analysed' }), { timeout: 60_000 }).toBe(1);
    const late = await ask(Date.now() - 60_000);
    expect(await refusalOf(page.call('frame:answer', { ...answer, nonce: late }))).toBe('STALE_NONCE');
    expect(await server.dataSource.manager.countBy(Frame, { attemptId })).toBe(1);
  });

  it('lowers the coverage and accuses nobody when its picture is none', async () => {
    page.frame();
    await page.flush();
    await expect
      .poll(() => server.dataSource.manager.findOneBy(Frame, { attemptId }), { timeout: 60_000 })
      .toMatchObject({ state: 'not_analysed', analysis: { reason: 'bad_picture' }, objectKey: null });
    expect(await server.dataSource.manager.countBy(Violation, { attemptId })).toBe(0);
  });
});
