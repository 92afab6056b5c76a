import type { AttemptReport, Unable } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { AttemptsService } from '../../apps/api/src/attempts/attempts.service.js';
import { AttemptMemories } from '../../apps/api/src/monitoring/memory/attempt-memories.service.js';
import { Challenge } from '../../apps/api/src/monitoring/entities/challenge.entity.js';
import { Violation } from '../../apps/api/src/violations/violation.entity.js';
import { SimulatedStudent, type Look } from '../../scripts/demo/simulated-student.js';
import { enrol, lookOf } from '../support/enrolled.js';
import { byOwnClock } from '../support/own-clock.js';
import { openProctorPage, type ProctorPage } from '../support/proctor-page.js';
import { account, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { refusalOf, told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** To a client a leap of the clock is a line that went dead: keeps it open. */
const holdOut = ({ socket }: Pick<SimulatedStudent | ProctorPage, 'socket'>) =>
  Object.assign(socket.io.engine, { _hasPingExpired: () => false });

describe('a page that has no picture when the server asks for one', () => {
  let server: TestApp;
  let examId: string;
  let instructor: Account;
  let proctor: Account;
  let honest: Look;

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    instructor = await account(server, 'instructor');
    proctor = await account(server, 'proctor');
    examId = await openExam(server, instructor);
    await putOnStaff(server, examId, proctor);
    // time passes in leaps: the silence in between is the test's, not the page's
    await server.dataSource.query(`UPDATE policies SET body = jsonb_set(body, '{telemetryGap,on}', 'false') WHERE exam_id = $1`, [examId]);
    honest = await lookOf(server, 'student', 1);
  });
  afterAll(() => server.close());

  interface Sitting {
    student: Account;
    attemptId: string;
    page: SimulatedStudent;
    /** What the page says from now on; null: it answers with its picture. */
    say: (reason: Unable | null) => void;
  }
  async function sits(name: string): Promise<Sitting> {
    const student = await account(server, 'student', name);
    await enrol(server, student);
    const attemptId = await sitting(server, examId, student, name);
    let reason: Unable | null = null;
    const page = new SimulatedStudent({ url: server.url, token: student.token, attemptId, look: () => honest, unable: () => reason });
    await page.connect();
    holdOut(page);
    return { student, attemptId, page, say: (next) => (reason = next) };
  }
  const memoryOf = (attemptId: string) => server.app.get(AttemptMemories, { strict: false }).of(attemptId);
  const askedFor = (attemptId: string) => server.dataSource.manager.find(Challenge, { where: { attemptId }, order: { askedAt: 'ASC' } });
  const violations = (attemptId: string) => server.dataSource.manager.findBy(Violation, { attemptId });

  /** Lets the time pass to the next moment at which the server asks, and waits until that is settled. @returns how long it took, in seconds */
  async function nextRequest({ attemptId, page }: Sitting, pass: (ms: number) => void): Promise<number> {
    const memory = await memoryOf(attemptId);
    const before = Date.now();
    const asked = told(page, 'frame:challenge');
    await expect.poll(() => memory.nextChallengeAt).not.toBeNull();
    pass(Math.max(0, (memory.nextChallengeAt ?? 0) - Date.now()));
    await asked;
    await expect.poll(async () => (await askedFor(attemptId)).every(({ answeredAt, unableAt }) => answeredAt ?? unableAt)).toBe(true);
    return (Date.now() - before) / 1000;
  }

  it('is asked again soon, ever later, and shows up for a person to decide on, however good it says the face is', async () => {
    await byOwnClock(async (pass) => {
      const cheat = await sits('Mallory');
      const { attemptId, page } = cheat;
      const wall = await openProctorPage(server.url, proctor.token);
      holdOut(wall);
      await wall.get('exam:watch', { examId, afterPosition: 0 });
      cheat.say('still');
      const waits: number[] = [];
      for (let i = 0; i < 6; i++) {
        const before = Date.now();
        waits.push(await nextRequest(cheat, pass));
        // meanwhile it told of a face all the time, the enrolled one's
        if (i > 0) for (let at = before; at < Date.now(); at += 2000) page.add({ type: 'sample', at, claim: honest.claim });
        await page.flush();
      }
      // by chance, three times soon, then by chance again
      for (const [place, soon] of [10, 20, 40].entries()) expect(waits[place + 1]).toBeGreaterThanOrEqual(soon - 0.1);
      for (const place of [1, 2]) expect(waits[place]).toBeLessThan(45);
      for (const place of [0, 4, 5]) expect(waits[place]).toBeGreaterThan(40);

      const view = await wall.hears('violation:changed', (one) => one.attemptId === attemptId && one.kind === 'picture_unavailable');
      expect(view).toMatchObject({ confirmed: false, state: 'suspected', measurements: { reason: 'still' } });
      expect((await violations(attemptId)).filter(({ confirmed }) => confirmed)).toEqual([]);
      await expect
        .poll(() => server.app.get(AttemptsService, { strict: false }).tile(attemptId))
        .toMatchObject({ openViolations: 1, violations: 0, identityCoverage: 0 });
      const verdict = { violationId: view.id, verdict: 'confirmed', reason: 'Never showed a picture.' } as const;
      expect((await wall.get('violation:judge', verdict)).verdict).toMatchObject({ verdict: 'confirmed' });

      await page.submit();
      const { body } = await instructor.get<AttemptReport>(`/api/attempts/${attemptId}/report`);
      expect(body.row).toMatchObject({ band: 'look', coverage: { frames: { analysed: 0 } } });
      expect(body.row.coverage.any).toBeLessThan(0.1);
      expect(body.events.filter(({ what }) => what === 'picture_unavailable')).toHaveLength(6);
      wall.close();
      page.close();
    });
  });

  it('is held against nobody whose tab froze for a while: asked again as soon as pictures come', async () => {
    await byOwnClock(async (pass) => {
      const frozen = await sits('Hannah');
      const { attemptId, page } = frozen;
      await nextRequest(frozen, pass);
      frozen.say('hidden');
      await nextRequest(frozen, pass);
      await nextRequest(frozen, pass);
      const memory = await memoryOf(attemptId);
      expect([memory.unables, memory.sight.blind]).toEqual([2, true]);

      frozen.say(null);
      const asked = told(page, 'frame:challenge');
      page.frame();
      await asked;
      await expect.poll(() => [memory.unables, memory.sight.blind]).toEqual([0, false]);
      expect((await askedFor(attemptId)).map(({ unable }) => unable)).toEqual([null, 'hidden', 'hidden', null]);
      expect(await violations(attemptId)).toEqual([]);
      page.close();
    });
  });

  it('is believed only from whoever holds the attempt, once a request, in its time, and in the wire’s words', async () => {
    await byOwnClock(async (pass) => {
      const sam = await sits('Sam');
      const other = await sits('Olga');
      sam.page.socket.off('frame:challenge');
      const { attemptId, page } = sam;
      const memory = await memoryOf(attemptId);
      const asked = told(page, 'frame:challenge');
      await expect.poll(() => memory.nextChallengeAt).not.toBeNull();
      pass(Math.max(0, (memory.nextChallengeAt ?? 0) - Date.now()));
      const { nonce, deadlineMs } = await asked;
      const say = (by: SimulatedStudent, request: object) =>
        refusalOf(by.call('frame:unable', request as { nonce: string; reason: Unable }));
      expect(await say(other.page, { nonce, reason: 'still' })).toBe('STALE_NONCE');
      expect(await say(page, { nonce: 'n'.repeat(43), reason: 'still' })).toBe('STALE_NONCE');
      for (const request of [{ nonce }, { nonce, reason: 'bored' }, { nonce, reason: 'still', more: 1 }, { nonce: 7, reason: 'still' }])
        expect(await say(page, request)).toBe('BAD_REQUEST');
      expect((await askedFor(attemptId)).map(({ unableAt }) => unableAt)).toEqual([null]);

      expect(await page.call('frame:unable', { nonce, reason: 'busy' })).toEqual({ nonce });
      // an answer that was lost is asked for again, and changes nothing
      expect(await page.call('frame:unable', { nonce, reason: 'still' })).toEqual({ nonce });
      expect((await askedFor(attemptId)).map(({ unable }) => unable)).toEqual(['busy']);
      expect(await refusalOf(page.call('frame:answer', { nonce, at: page.now(), ...honest }))).toBe('STALE_NONCE');
      expect(memory.unables).toBe(1);

      const again = told(page, 'frame:challenge');
      pass(10_000);
      const late = await again;
      pass(late.deadlineMs - Date.now() + 10_000);
      expect(await say(page, { nonce: late.nonce, reason: 'still' })).toBe('STALE_NONCE');
      expect(late.deadlineMs).toBeGreaterThan(deadlineMs);

      const reload = new SimulatedStudent({ url: server.url, token: sam.student.token, attemptId, look: () => honest });
      await reload.connect();
      expect(await say(page, { nonce: late.nonce, reason: 'still' })).toBe('STREAM_CLOSED');
      for (const one of [page, reload, other.page]) one.close();
    });
  });
});
