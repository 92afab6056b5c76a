import type { Picture } from '@invigil/biometrics';
import { encodePicture } from '@invigil/biometrics/node';
import { TURNER, turnedFace, withNoise } from '@invigil/biometrics/samples';
import { FLASH_COLOURS, policySchema, type FlashColour, type LivenessAsked, type LivenessState } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { PolicyVersion } from '../../apps/api/src/exams/policy-version.entity.js';
import { LivenessRunRow } from '../../apps/api/src/monitoring/entities/liveness-run.entity.js';
import { SimulatedStudent, type Look } from '../../scripts/demo/simulated-student.js';
import { addQuestion, enrol, honestClaim } from '../support/enrolled.js';
import { headShots, type HeadShots } from '../support/head-shots.js';
import { byOwnClock } from '../support/own-clock.js';
import { account, openExam, sitting } from '../support/staffed-exam.js';
import { told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A photo in the light of a colour: two parts in a hundred more of one end of the spectrum, as much less of the other. */
function inLightOf({ data, width, height }: Picture, colour: FlashColour | null): Picture {
  const share = colour === null ? 0 : colour === 'warm' ? 0.02 : -0.02;
  const gains = [1 + share, 1, 1 - share];
  return { width, height, data: data.map((level, i) => Math.min(255, Math.round(level * (gains[i % 3] ?? 1)))) };
}

/** The light is simulated, so this proves the way from the code to the verdict through the real server and its nets, and is no rate. */
describe('the coded colours after the movements', () => {
  let server: TestApp;
  let examId: string;
  let film: HeadShots;
  let still: Look;
  let lit: Record<FlashColour | 'none', Uint8Array[]>;
  const pages: SimulatedStudent[] = [];

  async function suspected(): Promise<{ page: SimulatedStudent; asked: LivenessAsked }> {
    const student = await account(server, 'student', 'Sam');
    await enrol(server, student, TURNER);
    const attemptId = await sitting(server, examId, student);
    // a camera that hangs: exactly the same bytes, which is a reason to ask
    const page = new SimulatedStudent({ url: server.url, token: student.token, attemptId, look: () => still, frozen: true });
    pages.push(page);
    await page.connect();
    const asking = told(page, 'liveness:asked');
    for (let i = 0; i < 2; i++) {
      page.frame();
      await page.flush();
      await pause(1100);
    }
    const asked = await asking;
    if (!asked) throw new Error('nothing was asked for');
    return { page, asked };
  }
  /** Does the movements, and answers the colours as `answer` says. */
  const play = (
    page: SimulatedStudent,
    { runId }: LivenessAsked,
    answer: (shown: FlashColour | null) => FlashColour | null,
    skip = false,
  ) =>
    byOwnClock(async (pass) => {
      let state: LivenessState = await page.call('liveness:begin', { runId });
      const shown: { colour: FlashColour | null; at: number }[] = [];
      for (let frame = 0, place = 0, before = ''; state.state === 'running'; frame++) {
        if (before !== state.nonce) place = 0;
        before = state.nonce;
        const { kind, move, colour } = state.step ?? { kind: 'centre', move: null, colour: null };
        if (kind === 'flash' && skip) return { state: await page.call('liveness:decline', { runId }), shown };
        if (kind === 'flash' && shown.at(-1)?.colour !== colour) shown.push({ colour, at: Date.now() });
        const shots = kind === 'flash' ? lit[answer(colour) ?? 'none'] : film[move ?? 'ahead'];
        const jpeg = shots[kind === 'flash' ? frame % shots.length : Math.min(place++, shots.length - 1)] ?? new Uint8Array();
        state = await page.call('liveness:frame', { runId, nonce: state.nonce, at: page.now(), jpeg });
        pass(180);
      }
      return { state, shown };
    });
  const stored = (runId: string) => server.dataSource.manager.findOneBy(LivenessRunRow, { id: runId });

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    const instructor = await account(server, 'instructor');
    examId = await openExam(server, instructor);
    const body = policySchema.parse({ spoof: { flash: true, seconds: 60 } });
    await server.dataSource.manager.update(PolicyVersion, { examId }, { body: body });
    await addQuestion(server, examId);
    film = await headShots();
    const ahead = await turnedFace(null);
    const shots = (colour: FlashColour | null) =>
      Promise.all([1, 2, 3, 4, 5].map((seed) => encodePicture(withNoise(inLightOf(ahead, colour), seed))));
    lit = { none: await shots(null), warm: await shots('warm'), cool: await shots('cool') };
    const jpeg = film.ahead[0] ?? new Uint8Array();
    still = { jpeg, claim: await honestClaim(server, jpeg) };
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });
  afterAll(() => server.close());

  it('are announced, begin when the person lets them, and pass a face on which their light is seen', async () => {
    const { page, asked } = await suspected();
    expect(asked.flash).toBe(true);
    const { state, shown } = await play(page, asked, (colour) => colour);
    expect(state.state).toBe('passed');
    expect(shown[0]?.colour).toBeNull();
    const colours = shown.slice(1);
    expect(new Set(colours.map(({ colour }) => colour))).toEqual(new Set(FLASH_COLOURS));
    expect(colours.length).toBeGreaterThanOrEqual(4);
    expect(await stored(asked.runId)).toMatchObject({ outcome: 'passed', reason: null, flash: 'seen' });
  }, 120_000);

  it('fail a face on which they are not seen, however well its head moved', async () => {
    const { page, asked } = await suspected();
    const { state } = await play(page, asked, () => null);
    expect(state).toMatchObject({ state: 'failed', message: expect.stringContaining('try once more') as string });
    expect(await stored(asked.runId)).toMatchObject({ outcome: 'failed', reason: 'flash', flash: null });
  }, 120_000);

  it('can be skipped for a person, which counts for nothing', async () => {
    const { page, asked } = await suspected();
    const { state } = await play(page, asked, () => null, true);
    expect(state).toMatchObject({ state: 'void', message: expect.stringContaining('A person has been told') as string });
    expect(await stored(asked.runId)).toMatchObject({ outcome: 'void', reason: 'declined', flash: null });
    const [posted] = await server.dataSource.query<{ text: string }[]>('SELECT text FROM messages');
    expect(posted?.text).toContain('skipped the colours');
  }, 120_000);
});
