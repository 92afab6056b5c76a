import { DroppedError } from '@invigil/biometrics/node';
import { TURNER } from '@invigil/biometrics/samples';
import type { LivenessAsked, LivenessMove, LivenessState, ViolationView } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { LivenessRunRow } from '../../apps/api/src/monitoring/entities/liveness-run.entity.js';
import { SimulatedStudent, type Look } from '../../scripts/demo/simulated-student.js';
import { addQuestion, enrol, honestClaim } from '../support/enrolled.js';
import { headShots, type HeadShots } from '../support/head-shots.js';
import { byOwnClock } from '../support/own-clock.js';
import { openProctorPage, type ProctorPage } from '../support/proctor-page.js';
import { account, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { refusalOf, studentPage, told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const OTHER = { left: 'right', right: 'left', up: 'down', down: 'up' } as const satisfies Record<LivenessMove, LivenessMove>;

describe('head movements that the server asks for', () => {
  let server: TestApp;
  let examId: string;
  let wall: ProctorPage;
  let film: HeadShots;
  let still: Look;
  const pages: SimulatedStudent[] = [];

  interface Sitting {
    page: SimulatedStudent;
    attemptId: string;
    student: Account;
  }
  async function sits(): Promise<Sitting> {
    const student = await account(server, 'student', 'Sam');
    await enrol(server, student, TURNER);
    const attemptId = await sitting(server, examId, student);
    // a camera that hangs: exactly the same bytes, which is a reason to ask
    const page = new SimulatedStudent({ url: server.url, token: student.token, attemptId, look: () => still, frozen: true });
    pages.push(page);
    await page.connect();
    return { page, attemptId, student };
  }
  async function suspected(): Promise<Sitting & { asked: LivenessAsked }> {
    const sat = await sits();
    const asking = told(sat.page, 'liveness:asked');
    for (let i = 0; i < 2; i++) {
      sat.page.frame();
      await sat.page.flush();
      // the same bytes count as a repeat once they lie a second apart
      await pause(1100);
    }
    const asked = await asking;
    if (!asked) throw new Error('nothing was asked for');
    return { ...sat, asked };
  }
  /** Does what it is told, or what `instead` makes of it, until the run is over. */
  const play = (page: SimulatedStudent, { runId }: LivenessAsked, instead = (move: LivenessMove): LivenessMove | null => move) =>
    byOwnClock(async (pass) => {
      let state: LivenessState = await page.call('liveness:begin', { runId });
      let place = 0;
      let before = '';
      const shown: string[] = [];
      while (state.state === 'running') {
        const move = state.step?.move ?? null;
        if (before !== state.nonce) place = 0;
        before = state.nonce;
        if (place === 0) shown.push(move ?? 'centre');
        const goal = move === null ? null : instead(move);
        const shots = goal === null ? film.ahead : film[goal];
        const jpeg = shots[Math.min(place++, shots.length - 1)] ?? new Uint8Array();
        state = await page.call('liveness:frame', { runId, nonce: state.nonce, at: page.now(), jpeg });
        pass(180);
      }
      return { state, shown };
    });
  const views = (attemptId: string): ViolationView[] =>
    wall.all('violation:changed').filter((view) => view.attemptId === attemptId && view.kind === 'spoof_suspected');

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    const [instructor, proctor] = [await account(server, 'instructor'), await account(server, 'proctor')];
    examId = await openExam(server, instructor);
    await addQuestion(server, examId);
    await putOnStaff(server, examId, proctor);
    film = await headShots();
    const jpeg = film.ahead[0] ?? new Uint8Array();
    still = { jpeg, claim: await honestClaim(server, jpeg) };
    wall = await openProctorPage(server.url, proctor.token);
    await wall.get('exam:watch', { examId, afterPosition: 0 });
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(async () => {
    wall.close();
    await server.close();
  });

  it('are asked for when a living person is in doubt, pass, and close the doubt', async () => {
    const { page, asked, attemptId } = await suspected();
    await wall.hears('violation:changed', (view) => view.attemptId === attemptId && view.kind === 'spoof_suspected');
    expect(asked.seconds).toBe(30);
    const { state, shown } = await play(page, asked);
    expect(state).toMatchObject({ state: 'passed', step: null, message: 'Thank you, that was all. Go on with your exam.' });
    expect(shown.filter((step) => step !== 'centre')).toHaveLength(3);
    const closed = await wall.hears(
      'violation:changed',
      (view) => view.attemptId === attemptId && view.kind === 'spoof_suspected' && view.endedAt !== null,
    );
    expect(closed.confirmed).toBe(false);
    expect(await server.dataSource.manager.findOneBy(LivenessRunRow, { id: asked.runId })).toMatchObject({
      outcome: 'passed',
      reason: null,
    });
  });

  it('may fail once and be repeated, and are confirmed before the proctor when they fail again', async () => {
    const { page, asked, attemptId } = await suspected();
    const again = told(page, 'liveness:asked');
    const first = await play(page, asked, (move) => OTHER[move]);
    expect(first.state).toMatchObject({ state: 'failed', message: expect.stringContaining('try once more') as string });
    const repeat = await again;
    expect(repeat?.runId).not.toBe(asked.runId);
    expect(views(attemptId).some(({ confirmed }) => confirmed)).toBe(false);
    if (!repeat) throw new Error('no second try');
    expect((await page.join()).liveness).toEqual(repeat);
    const second = await play(page, repeat, (move) => OTHER[move]);
    expect(second.state).toMatchObject({ state: 'failed', message: expect.stringContaining('A person will look at it') as string });
    const confirmed = await wall.hears(
      'violation:changed',
      (view) => view.attemptId === attemptId && view.kind === 'spoof_suspected' && view.confirmed,
    );
    expect(confirmed.measurements).toMatchObject({ failed: 2, reason: 'wrong_move' });
    expect(confirmed.evidence.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify([first.state, second.state])).not.toMatch(/score|wrong_move|\d\.\d/);
  });

  it('can be handed to a person instead, who reads it, and count for nothing', async () => {
    const { page, asked, attemptId } = await suspected();
    const state = await page.call('liveness:decline', { runId: asked.runId });
    expect(state).toMatchObject({ state: 'void', message: expect.stringContaining('A person has been told') as string });
    const message = await wall.hears('message:posted', (one) => one.attemptId === attemptId);
    expect(message).toMatchObject({ from: 'student', text: expect.stringContaining('cannot do the head movements') as string });
    expect(views(attemptId).some(({ confirmed }) => confirmed)).toBe(false);
    expect((await page.join()).liveness).toBeNull();
    expect(await refusalOf(page.call('liveness:begin', { runId: asked.runId }))).toBe('NOT_FOUND');
  });

  it('belong to the page that holds the attempt, one frame at a time, each with its own secret', async () => {
    const { page, asked, student, attemptId } = await suspected();
    const frame = { runId: asked.runId, at: page.now(), jpeg: film.ahead[0] ?? new Uint8Array() };
    expect(await refusalOf(page.call('liveness:frame', { ...frame, nonce: 'n'.repeat(43) }))).toBe('WRONG_STATE');
    const begun = await page.call('liveness:begin', { runId: asked.runId });
    expect(begun.step).toEqual({ kind: 'centre', move: null, colour: null, number: 1, of: 3, advice: null });
    const two = await Promise.allSettled([1, 2].map(() => page.call('liveness:frame', { ...frame, nonce: begun.nonce })));
    expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const hostile = Uint8Array.of(0xff, 0xd8, 0xff, 0, 1, 2);
    await pause(120);
    expect(await refusalOf(page.call('liveness:frame', { ...frame, nonce: begun.nonce, jpeg: hostile }))).toBe('BAD_PICTURE');
    const stranger = studentPage(server, await account(server, 'student', 'Fred'), attemptId);
    pages.push(stranger);
    stranger.socket.connect();
    await new Promise<void>((resolve) => stranger.socket.once('connect', resolve));
    expect(await refusalOf(stranger.call('liveness:begin', { runId: asked.runId }))).toBe('WRONG_STATE');
    const elsewhere = studentPage(server, student, attemptId, () => still, 'another-device');
    pages.push(elsewhere);
    expect((await elsewhere.connect()).liveness?.runId).toBe(asked.runId);
    expect(await refusalOf(page.call('liveness:frame', { ...frame, nonce: begun.nonce }))).toBe('STREAM_CLOSED');
    const resumed = await elsewhere.call('liveness:begin', { runId: asked.runId });
    expect(resumed.deadlineMs).toBe(begun.deadlineMs);
    for (let i = 0; i < 2; i++)
      expect(await refusalOf(elsewhere.call('liveness:frame', { ...frame, nonce: `stale-${String(i)}-${'n'.repeat(30)}` }))).toBe(
        'STALE_NONCE',
      );
    const replayed = await elsewhere.call('liveness:frame', { ...frame, nonce: `stale-3-${'n'.repeat(30)}` });
    expect(replayed.state).toBe('failed');
    expect(await server.dataSource.manager.findOneBy(LivenessRunRow, { id: asked.runId })).toMatchObject({
      outcome: 'failed',
      reason: 'nonce',
    });
  });

  it('count for nothing where the server itself fails to look, which it logs without the picture and says to the page', async () => {
    const { page, asked } = await suspected();
    const begun = await page.call('liveness:begin', { runId: asked.runId });
    const jpeg = film.ahead[0] ?? new Uint8Array();
    const send = async () => {
      await pause(120);
      return page.call('liveness:frame', { runId: asked.runId, nonce: begun.nonce, at: page.now(), jpeg });
    };
    const broken = vi.spyOn(server.app.get(AnalysisService, { strict: false }), 'analyse');
    // routine frames of the same moment may fail the same way, which is no concern of this test
    broken.mockRejectedValue(new Error('the worker of this test is broken'));
    server.logs.length = 0;
    try {
      await expect(send()).rejects.toMatchObject({
        wire: { code: 'INTERNAL', message: expect.stringContaining('does not count') as string },
      });
      const logged = server.logs.filter((line) => line.includes('the worker of this test is broken') && line.includes('LivenessRuns'));
      expect(logged).toHaveLength(1);
      expect(server.logs.join('')).not.toContain(Buffer.from(jpeg.subarray(0, 48)).toString('base64'));
      broken.mockRejectedValue(new DroppedError());
      expect(await refusalOf(send())).toBe('TOO_MANY');
      for (let i = 0; i < 2; i++) await refusalOf(send());
      expect(await send()).toMatchObject({ state: 'void', message: expect.stringContaining('interrupted') as string });
    } finally {
      broken.mockRestore();
    }
    expect(await server.dataSource.manager.findOneBy(LivenessRunRow, { id: asked.runId })).toMatchObject({
      outcome: 'void',
      reason: 'interrupted',
    });
  });

  it('count for nothing when a restart interrupts them, and what failed before is not forgotten', async () => {
    const { page, asked, attemptId, student } = await suspected();
    const again = told(page, 'liveness:asked');
    await play(page, asked, (move) => OTHER[move]);
    const repeat = await again;
    if (!repeat) throw new Error('no second try');
    await page.call('liveness:begin', { runId: repeat.runId });
    page.close();
    wall.close();
    await server.close({ keep: true });
    server = await startTestApp({ resume: server });
    await server.app.get(AnalysisService, { strict: false }).ready;
    const proctor = await account(server, 'proctor', 'second');
    await putOnStaff(server, examId, proctor);
    wall = await openProctorPage(server.url, proctor.token);
    const { violations } = await wall.get('exam:watch', { examId, afterPosition: 0 });
    const ours = violations.filter((view) => view.attemptId === attemptId && view.kind === 'spoof_suspected');
    expect(ours).toMatchObject([{ confirmed: false, endedAt: null, measurements: { failed: 1 } }]);
    expect(await server.dataSource.manager.findOneBy(LivenessRunRow, { id: repeat.runId })).toMatchObject({
      outcome: 'void',
      reason: 'interrupted',
    });
    const back = studentPage(server, student, attemptId, () => still);
    pages.push(back);
    const asking = told(back, 'liveness:asked');
    const joined = await back.connect();
    const next = joined.liveness ?? (await asking);
    if (!next) throw new Error('nothing was asked for');
    const { state } = await play(back, next, (move) => OTHER[move]);
    expect(state.state).toBe('failed');
    const confirmed = await wall.hears(
      'violation:changed',
      (view) => view.attemptId === attemptId && view.kind === 'spoof_suspected' && view.confirmed,
    );
    expect(confirmed.measurements['failed']).toBe(2);
  }, 120_000);
});
