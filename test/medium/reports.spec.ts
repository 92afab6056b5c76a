import { randomBytes } from 'node:crypto';
import type { AttemptReport, ExamReport } from '@invigil/shared';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AttemptChange } from '../../apps/api/src/attempts/attempt-change.entity.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { AuditEntry } from '../../apps/api/src/audit/audit-entry.entity.js';
import { QuestionRow } from '../../apps/api/src/exams/question.entity.js';
import { Challenge } from '../../apps/api/src/monitoring/entities/challenge.entity.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { StreamEvent } from '../../apps/api/src/monitoring/entities/stream-event.entity.js';
import { Stream } from '../../apps/api/src/monitoring/entities/stream.entity.js';
import { RecorderService } from '../../apps/api/src/violations/recorder.service.js';
import { VerdictsService } from '../../apps/api/src/violations/verdicts.service.js';
import { account, contextOf, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const START = Date.now() - 600_000;
const at = (seconds: number): Date => new Date(START + seconds * 1000);

describe('reports', () => {
  let server: TestApp;
  let owner: Account;
  let proctor: Account;
  let examId: string;
  let student: Account;
  let attemptId: string;
  let honest: string;

  beforeAll(async () => {
    server = await startTestApp();
    [owner, proctor, student] = [
      await account(server, 'instructor'),
      await account(server, 'proctor', 'Paula'),
      await account(server, 'student'),
    ];
    examId = await openExam(server, owner);
    await putOnStaff(server, examId, proctor);
    attemptId = await sat('Ada Offender', student);
    honest = await sat('Zoe Honest', await account(server, 'student'));
    await observe(attemptId, 0.3);
    await observe(honest, 0.3);
    await offend();
  });
  afterAll(() => server.close());

  /** Ten minutes, of which one was a pause. */
  async function sat(name: string, person: Account): Promise<string> {
    const id = await sitting(server, examId, person, name);
    await server.dataSource.manager.update(Attempt, id, { state: 'submitted', startedAt: at(0), endedAt: at(600) });
    for (const [seconds, what] of [
      [0, 'joined'],
      [0, 'started'],
      [100, 'paused'],
      [160, 'resumed'],
      [600, 'submitted'],
    ] as const) {
      await server.dataSource.manager.insert(AttemptChange, { id: v7(), attemptId: id, at: at(seconds), what, by: null, detail: '' });
    }
    return id;
  }

  async function observe(attempt: string, distance: number): Promise<void> {
    const { manager } = server.dataSource;
    const stream = v7();
    await manager.insert(Stream, { id: stream, attemptId: attempt, lane: 'telemetry', device: 'device-1' });
    const common = { attemptId: attempt, stream, receivedAt: at(600), contentHash: randomBytes(32) };
    const body: object = { faces: 1, distance, unscorable: null };
    const samples = Array.from({ length: 300 }, (_, i) => ({
      ...common,
      seq: i + 1,
      type: 'sample' as const,
      at: at(i * 2),
      body,
    }));
    await manager.insert(StreamEvent, [
      ...samples,
      { ...common, seq: 301, type: 'event' as const, at: at(7), body: { event: 'camera_lost', detail: 'unplugged' } },
    ]);
    const frame = { attemptId: attempt, stream: null, seq: null, receivedAt: at(600), sha256: randomBytes(32), bytes: 1, objectKey: null };
    await manager.insert(Frame, {
      ...frame,
      id: v7(),
      nonce: v7(),
      at: at(300),
      state: 'analysed',
      analysis: { faces: [{}, {}], subject: 0, distance: 0.9, unscorable: null } as object,
    });
    await manager.insert(Frame, {
      ...frame,
      id: v7(),
      nonce: v7(),
      at: at(310),
      state: 'not_analysed',
      analysis: { reason: 'dropped' } as object,
    });
    await manager.insert(Challenge, {
      nonce: v7(),
      attemptId: attempt,
      askedAt: at(320),
      deadlineAt: at(330),
      deliveredAt: at(321),
      answeredAt: null,
    });
  }

  async function offend(): Promise<void> {
    const recorder = server.app.get(RecorderService, { strict: false });
    const context = contextOf(examId, attemptId, student.id);
    const measurements = { distance: 0.9, threshold: 0.6, observations: 3, source: 'server' };
    const mismatch = { kind: 'identity_mismatch', severity: 0.8, measurements } as const;
    await recorder.record(context, [
      { ...mismatch, op: 'confirm', at: at(300).getTime() },
      { ...mismatch, op: 'close', at: at(345).getTime(), endedAt: at(345).getTime() },
    ]);
    const [faces] = await recorder.record(context, [
      { op: 'confirm', kind: 'multiple_faces', at: at(400).getTime(), severity: 0.6, measurements: { faces: 2, observations: 3 } },
    ]);
    await server.app.get(VerdictsService, { strict: false }).judge(
      {
        ...proctor,
        role: 'proctor',
        email: '',
        name: null,
        method: 'password',
        provedAt: null,
        faceVerifiedAt: null,
        passkeyAt: null,
        expiresAt: new Date(),
      },
      { violationId: faces?.id ?? '', verdict: 'dismissed', reason: 'A poster on the wall.' },
    );
  }

  it('ranks the exam’s attempts by what to look at first', async () => {
    const { status, body, headers } = await owner.get<ExamReport>(`/api/exams/${examId}/report`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.rows.map(({ name, band }) => [name, band])).toEqual([
      ['Ada Offender', 'review_first'],
      ['Zoe Honest', 'clear'],
    ]);
    const [first, second] = body.rows;
    expect(first).toMatchObject({ counts: { identity_mismatch: 1 }, incidents: 2, judged: 1, portraitApproved: false });
    expect(first?.score).toBeCloseTo(0.8 * (0.5 + (0.5 * 45) / 60), 5);
    expect(second).toMatchObject({ score: 0, counts: {}, coverage: { any: 1, identity: 1, frames: { analysed: 1, notAnalysed: 2 } } });
    expect(body.formula).toContain('dismissed');
  });

  it('shows one attempt: timeline, chart, violations, answers', async () => {
    const { manager } = server.dataSource;
    const [choice, text, open] = [v7(), v7(), v7()];
    await manager.insert(QuestionRow, {
      id: choice,
      examId,
      place: 0,
      body: { type: 'single_choice', prompt: 'Which?', points: 1, options: ['this', 'that'], correct: 1 } as object,
    });
    await manager.insert(QuestionRow, {
      id: text,
      examId,
      place: 1,
      body: { type: 'text', prompt: 'Why?', points: 1, maxLength: 100 } as object,
    });
    await manager.insert(QuestionRow, {
      id: open,
      examId,
      place: 2,
      body: { type: 'text', prompt: 'Else?', points: 1, maxLength: 100 } as object,
    });
    const answer = (questionId: string, value: string | number, seconds: number, late = false) =>
      manager.query('INSERT INTO answers (id, attempt_id, question_id, value, at, received_at, late) VALUES ($1, $2, $3, $4, $5, $5, $6)', [
        v7(),
        attemptId,
        questionId,
        JSON.stringify(value),
        at(seconds),
        late,
      ]);
    await answer(choice, 0, 10);
    await answer(choice, 1, 20);
    await answer(choice, 0, 700, true);
    await answer(text, 'late', 700, true);
    const { body } = await proctor.get<AttemptReport>(`/api/attempts/${attemptId}/report`);
    expect(body.answers.map(({ prompt, answer: given, late }) => [prompt, given, late])).toEqual([
      ['Which?', 'that', false],
      ['Why?', 'late', true],
      ['Else?', null, false],
    ]);
    expect(body.spans.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['connected', at(0).toISOString(), at(600).toISOString()],
      ['paused', at(100).toISOString(), at(160).toISOString()],
    ]);
    expect(body.distances.filter(({ source }) => source === 'server')).toEqual([
      { at: at(300).toISOString(), distance: 0.9, source: 'server' },
    ]);
    expect(body.distances).toHaveLength(301);
    expect(body.faces.find(({ source }) => source === 'server')?.faces).toBe(2);
    expect(body.events.map(({ what }) => what)).toEqual(['joined', 'started', 'camera_lost', 'paused', 'resumed', 'submitted']);
    expect(body.violations.map(({ kind, verdict }) => [kind, verdict?.by ?? null])).toEqual([
      ['identity_mismatch', null],
      ['multiple_faces', 'Paula'],
    ]);
    expect(body).toMatchObject({
      examTitle: 'Algebra',
      threshold: 0.6,
      pipelineId: 'pipeline',
      policyHash: 'policy-hash',
      row: { band: 'review_first' },
    });
    expect(body.chainHead).toMatch(/^[0-9a-f]{64}$/);
  });

  it('audits each view once', async () => {
    const { manager } = server.dataSource;
    const views = () => manager.countBy(AuditEntry, { action: 'report.viewed', actorId: proctor.id });
    const before = await views();
    await proctor.get(`/api/exams/${examId}/report`);
    await proctor.get(`/api/attempts/${honest}/report`);
    expect(await views()).toBe(before + 2);
  });

  it('is for nobody but the exam’s staff, and tells others nothing', async () => {
    const others = [student, await account(server, 'proctor'), await account(server, 'instructor'), await account(server, 'student')];
    for (const other of others) {
      for (const path of [`/api/exams/${examId}/report`, `/api/attempts/${attemptId}/report`]) {
        const { status, body } = await other.get(path);
        expect(status, path).toBe(404);
        expect(JSON.stringify(body)).not.toMatch(/Algebra|Ada|identity/);
      }
    }
    expect((await owner.get(`/api/attempts/${v7()}/report`)).body).toEqual(
      (await others[1]?.get(`/api/attempts/${attemptId}/report`))?.body,
    );
    expect((await (await account(server, 'administrator')).get(`/api/exams/${examId}/report`)).status).toBe(200);
    for (const path of ['/api/exams/x/report', '/api/attempts/x/report']) expect((await owner.get(path)).status).toBe(404);
  });

  it('is not shown to whoever is not signed in', async () => {
    for (const path of [`/api/exams/${examId}/report`, `/api/attempts/${attemptId}/report`])
      expect((await fetch(server.url + path)).status).toBe(401);
  });
});
