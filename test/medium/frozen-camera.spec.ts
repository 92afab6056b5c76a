import { VIOLATIONS } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { Violation } from '../../apps/api/src/violations/violation.entity.js';
import { SimulatedStudent, type Look } from '../../scripts/demo/simulated-student.js';
import { enrol, lookOf } from '../support/enrolled.js';
import { account, openExam, sitting, type Account } from '../support/staffed-exam.js';
import { told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const PATIENT = { timeout: 50_000 };

describe('a camera whose picture stands still', () => {
  let server: TestApp;
  let examId: string;
  let honest: Look;

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    examId = await openExam(server, await account(server, 'instructor'));
    honest = await lookOf(server, 'student', 1);
  });
  afterAll(() => server.close());

  async function sits(frozen: boolean): Promise<{ student: Account; attemptId: string; page: SimulatedStudent }> {
    const student = await account(server, 'student', 'Sam');
    await enrol(server, student);
    const attemptId = await sitting(server, examId, student);
    return { student, attemptId, page: pageOf(student, attemptId, frozen) };
  }
  const pageOf = ({ token }: Account, attemptId: string, frozen: boolean): SimulatedStudent =>
    new SimulatedStudent({ url: server.url, token, attemptId, frozen, look: () => honest });
  const repeats = async (attemptId: string): Promise<boolean[]> => {
    const frames = await server.dataSource.manager.find(Frame, { where: { attemptId, state: 'analysed' }, order: { at: 'ASC' } });
    return frames.map(({ analysis }) => analysis?.['repeat'] === true);
  };
  /** Frames seconds apart, as a page takes them. */
  const frameAt = (page: SimulatedStudent, at: number) => page.add({ type: 'frame', at, ...honest });
  const suspected = (attemptId: string) => server.dataSource.manager.findOneBy(Violation, { attemptId, kind: 'frame_replayed' });

  it('is suspected at the second picture, with a hint on how to mend it, and remembered over a restart', async () => {
    const { student, attemptId, page } = await sits(true);
    await page.connect();
    const hint = told(page, 'hint:shown');
    const began = page.now();
    frameAt(page, began);
    // requests of one moment may show one picture: the next one, and the one that the server asks for then, come later
    await new Promise((resolve) => setTimeout(resolve, 1500));
    frameAt(page, page.now());
    expect(await hint).toEqual({ kind: 'frame_replayed', text: VIOLATIONS.frame_replayed.hint });
    await expect.poll(() => suspected(attemptId), PATIENT).toMatchObject({ confirmed: false, measurements: { repeats: 1 } });
    await expect.poll(async () => (await repeats(attemptId)).length, PATIENT).toBeGreaterThanOrEqual(2);
    page.close();

    await server.close({ keep: true });
    server = await startTestApp({ resume: server });
    await server.app.get(AnalysisService, { strict: false }).ready;
    const before = (await repeats(attemptId)).length;
    const again = pageOf(student, attemptId, true);
    await again.connect();
    frameAt(again, again.now());
    await expect.poll(async () => (await repeats(attemptId)).length, PATIENT).toBeGreaterThan(before);
    expect((await repeats(attemptId)).slice(1)).not.toContain(false);
    again.close();
  });

  it('is another thing than a student who sits still, and than a page that sends again what was not acknowledged', async () => {
    const { attemptId, page } = await sits(false);
    await page.connect();
    page.frame();
    await page.flush();
    const frame = { type: 'frame', seq: page.outbox.used('telemetry'), at: page.now(), ...honest } as const;
    page.frame();
    await page.flush();
    const stream = page.outbox.current('telemetry');
    const sent = { stream, entries: [{ ...frame, seq: frame.seq + 2 }] };
    await page.call('batch:submit', sent);
    await page.call('batch:submit', sent);
    await expect.poll(async () => (await repeats(attemptId)).length, PATIENT).toBe(3);
    expect(await repeats(attemptId)).not.toContain(true);
    expect(await suspected(attemptId)).toBeNull();
    page.close();
  });
});
