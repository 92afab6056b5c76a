import { VIOLATIONS, type ViolationKind, type ViolationView } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { StreamEvent } from '../../apps/api/src/monitoring/entities/stream-event.entity.js';
import type { Look, SimulatedStudent } from '../../scripts/demo/simulated-student.js';
import { addQuestion, enrol, lookOf } from '../support/enrolled.js';
import { openProctorPage, type ProctorPage } from '../support/proctor-page.js';
import { account, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { studentPage, told } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the server judges by frames of its own choosing', () => {
  let server: TestApp;
  let proctor: Account;
  let examId: string;
  let wall: ProctorPage;
  let honest: Look;
  let impostor: Look;
  let forged: Look;
  const pages: SimulatedStudent[] = [];

  const changed = (attemptId: string, kind: ViolationKind, fits: (view: ViolationView) => boolean) =>
    wall.hears('violation:changed', (view) => view.attemptId === attemptId && view.kind === kind && fits(view));

  async function sits(look: () => Look): Promise<{ page: SimulatedStudent; attemptId: string; student: Account }> {
    const student = await account(server, 'student', 'Sam');
    await enrol(server, student);
    const attemptId = await sitting(server, examId, student);
    const page = studentPage(server, student, attemptId, look);
    pages.push(page);
    await page.connect();
    return { page, attemptId, student };
  }

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    const instructor = await account(server, 'instructor');
    proctor = await account(server, 'proctor');
    examId = await openExam(server, instructor);
    await addQuestion(server, examId);
    await putOnStaff(server, examId, proctor);
    [honest, impostor, forged] = [
      await lookOf(server, 'student', 1),
      await lookOf(server, 'impostor', 1),
      await lookOf(server, 'impostor', 2, 'student'),
    ];
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

  it('suspects an impostor at once, asks for frames, and confirms by them before the proctor', async () => {
    const { page, attemptId } = await sits(() => impostor);
    const asked = told(page, 'frame:challenge');
    const hint = told(page, 'hint:shown');
    page.frame();
    expect((await asked).nonce).toHaveLength(43);
    const confirmed = await changed(attemptId, 'identity_mismatch', (view) => view.confirmed);
    expect(confirmed.severity).toBeCloseTo(VIOLATIONS.identity_mismatch.severity, 5);
    expect(confirmed.measurements).toMatchObject({ source: 'server', threshold: 0.6 });
    expect(confirmed.evidence.length).toBeGreaterThan(0);
    const shown = await hint;
    expect(shown).toEqual({ kind: 'identity_mismatch', text: VIOLATIONS.identity_mismatch.hint });
    expect(wall.all('violation:changed').some((view) => view.attemptId === attemptId && view.kind === 'descriptor_forged')).toBe(false);
  });

  it('sees through the right descriptor on frames of another face', async () => {
    const { page, attemptId } = await sits(() => forged);
    page.sample();
    page.frame();
    const found = await changed(attemptId, 'descriptor_forged', (view) => view.confirmed);
    expect(found.severity).toBeCloseTo(0.9, 5);
    expect(found.measurements['between']).toBeGreaterThan(0.3);
    expect(found.measurements['serverDistance']).toBeGreaterThan(0.6);
    const events = await server.dataSource.manager.findBy(StreamEvent, { attemptId });
    expect(events.every(({ body }) => (body['distance'] as number) < 0.6)).toBe(true);
  });

  it('finds nothing about the enrolled person, keeps no descriptor, and deletes the pictures', async () => {
    const { page, attemptId } = await sits(() => honest);
    const shown = wall.hears('thumbnail:updated', (thumbnail) => thumbnail.attemptId === attemptId);
    page.sample();
    page.frame();
    await page.flush();
    await shown;
    await expect
      .poll(() => server.dataSource.manager.findOneBy(Frame, { attemptId }))
      .toMatchObject({ state: 'analysed', objectKey: null, claimSealed: null });
    const [frame] = await server.dataSource.manager.findBy(Frame, { attemptId });
    expect(frame?.analysis).toMatchObject({ unscorable: null, subject: 0 });
    expect(frame?.analysis?.['distance']).toBeLessThan(0.5);
    expect(frame?.analysis?.['between']).toBeLessThan(0.05);
    expect(JSON.stringify(frame?.analysis).length).toBeLessThan(600);
    const events = await server.dataSource.manager.findBy(StreamEvent, { attemptId });
    expect(events.map(({ body }) => Object.keys(body).sort())).toEqual([
      ['distance', 'faces', 'pose', 'unscorable'],
      ['distance', 'faces', 'pose', 'unscorable'],
    ]);
    expect(wall.all('violation:changed').filter((view) => view.attemptId === attemptId)).toEqual([]);
  });

  it('counts several faces by SSD, whatever the page says', async () => {
    const several = await lookOf(server, 'several', 1, 'student');
    const { page, attemptId } = await sits(() => several);
    for (let i = 0; i < 3; i++) page.frame();
    const confirmed = await changed(attemptId, 'multiple_faces', (view) => view.confirmed);
    expect(confirmed.measurements['faces']).toBeGreaterThanOrEqual(2);
    expect(confirmed.evidence.length).toBeGreaterThan(0);
  });

  it('goes on after a restart with frames that were committed and not analysed', async () => {
    const { page, attemptId } = await sits(() => impostor);
    for (let i = 0; i < 8; i++) page.frame();
    await page.flush();
    page.close();
    await server.close({ keep: true });
    wall.close();
    server = await startTestApp({ resume: server });
    const left = await server.dataSource.manager.countBy(Frame, { attemptId, state: 'analysed' });
    expect(left).toBeLessThan(8);
    wall = await openProctorPage(server.url, proctor.token);
    await expect.poll(() => server.dataSource.manager.countBy(Frame, { attemptId, state: 'analysed' }), { timeout: 50_000 }).toBe(8);
    const { violations } = await wall.get('exam:watch', { examId, afterPosition: 0 });
    const ours = violations.filter((view) => view.attemptId === attemptId && view.kind === 'identity_mismatch');
    expect(ours).toHaveLength(1);
    expect(ours[0]?.confirmed).toBe(true);
  }, 120_000);
});
