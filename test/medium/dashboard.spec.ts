import type { ProctorCall, ViolationView } from '@invigil/shared';
import type { Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AttemptSignals } from '../../apps/api/src/attempts/attempt-signals.js';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../apps/api/src/auth/entities/user.entity.js';
import { RecheckService } from '../../apps/api/src/dashboard/recheck.service.js';
import { ExamStaff } from '../../apps/api/src/exams/exam-staff.entity.js';
import { MonitoringSignals } from '../../apps/api/src/monitoring/signals/monitoring-signals.js';
import type { RecordContext } from '../../apps/api/src/violations/finding.js';
import { RecorderService } from '../../apps/api/src/violations/recorder.service.js';
import { openProctorPage, type ProctorPage } from '../support/proctor-page.js';
import { account, contextOf, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the proctor’s page', () => {
  let server: TestApp;
  let recorder: RecorderService;
  let owner: Account;
  let proctor: Account;
  let administrator: Account;
  let examId: string;
  let context: RecordContext;
  let student: Account;
  const pages: ProctorPage[] = [];

  beforeAll(async () => {
    server = await startTestApp();
    recorder = server.app.get(RecorderService, { strict: false });
    [owner, administrator] = [await account(server, 'instructor'), await account(server, 'administrator')];
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    proctor = await account(server, 'proctor', 'Paula');
    student = await account(server, 'student');
    examId = await openExam(server, owner);
    await putOnStaff(server, examId, proctor);
    context = contextOf(examId, await sitting(server, examId, student), student.id);
  });
  afterEach(() => {
    for (const page of pages.splice(0)) page.close();
  });

  const open = async (person: { token: string }): Promise<ProctorPage> => {
    const page = await openProctorPage(server.url, person.token);
    pages.push(page);
    return page;
  };
  const record = async (op: 'open' | 'confirm' | 'close', of = context): Promise<ViolationView> => {
    const measurements = { distance: 0.8, threshold: 0.6, observations: 3, source: 'server' };
    const [view] = await recorder.record(of, [{ op, kind: 'identity_mismatch', at: Date.now(), severity: 0.8, measurements }]);
    if (view === undefined) throw new Error('nothing changed');
    return view;
  };

  it('is not for students, and says so', async () => {
    await expect(openProctorPage(server.url, student.token)).rejects.toMatchObject({
      wire: { code: 'FORBIDDEN', message: expect.stringContaining('proctors') as string },
    });
    await expect(openProctorPage(server.url, 'nonsense')).rejects.toMatchObject({ wire: { code: 'UNAUTHENTICATED' } });
  });

  describe('every call, by every role', () => {
    const requests = (view: ViolationView): Record<ProctorCall, unknown> => ({
      'exam:watch': { examId },
      'attempt:act': { action: 'message', attemptIds: [context.attemptId], text: 'Please look up.' },
      'violation:judge': { violationId: view.id, verdict: 'unclear', reason: '' },
      'messages:read': { attemptId: context.attemptId },
    });
    const may = async (person: Account): Promise<Record<string, string>> => {
      const page = await open(person);
      const view = await record('open');
      const outcomes: Record<string, string> = {};
      for (const [event, request] of Object.entries(requests(view))) {
        const { data, error } = await page.ask(event as ProctorCall, request);
        const failed = (data as { failed?: unknown[] } | undefined)?.failed?.length ?? 0;
        outcomes[event] = error?.code ?? (failed > 0 ? 'FAILED' : 'yes');
        expect(JSON.stringify(error ?? {})).not.toMatch(/Algebra|Sam Student|identity_mismatch/);
      }
      return outcomes;
    };
    const all = { 'exam:watch': 'yes', 'attempt:act': 'yes', 'violation:judge': 'yes', 'messages:read': 'yes' };
    const none = { 'exam:watch': 'NOT_FOUND', 'attempt:act': 'FAILED', 'violation:judge': 'NOT_FOUND', 'messages:read': 'NOT_FOUND' };

    it.each<[string, () => Promise<Account>, typeof all]>([
      ['an administrator', () => Promise.resolve(administrator), all],
      ['its owner', () => Promise.resolve(owner), all],
      ['a proctor on its staff', () => Promise.resolve(proctor), all],
      ['an instructor on its staff', () => onStaff('instructor', 'instructor'), all],
      ['a proctor of no exam', () => account(server, 'proctor'), none],
      ['an instructor of no exam', () => account(server, 'instructor'), none],
      ['a proctor of another exam', () => ofAnotherExam(), none],
    ])('%s', async (_, person, expected) => {
      expect(await may(await person())).toEqual(expected);
    });

    it.each(['proctor', 'instructor'] as const)('a %s who became a student while connected', async (role) => {
      const someone = await onStaff(role, 'proctor');
      const page = await open(someone);
      await server.dataSource.manager.update(User, someone.id, { role: 'student' });
      const view = await record('open');
      for (const [event, request] of Object.entries(requests(view))) {
        expect((await page.ask(event as ProctorCall, request)).error?.code, event).toBe('FORBIDDEN');
      }
    });

    const onStaff = async (role: 'proctor' | 'instructor', part: ExamStaff['part']): Promise<Account> => {
      const someone = await account(server, role);
      await putOnStaff(server, examId, someone, part);
      return someone;
    };
    const ofAnotherExam = async (): Promise<Account> => {
      const someone = await account(server, 'proctor');
      await putOnStaff(server, await openExam(server, owner), someone);
      return someone;
    };
  });

  it('says the same of somebody else’s attempt as of none', async () => {
    const page = await open(await account(server, 'proctor'));
    const unknown = v7();
    const { failed } = await page.get('attempt:act', { action: 'pause', attemptIds: [context.attemptId, unknown], reason: '' });
    expect(failed.map(({ attemptId }) => attemptId)).toEqual([context.attemptId, unknown]);
    expect(new Set(failed.map(({ message }) => message)).size).toBe(1);
  });

  it('answers what is malformed or unknown, and stays open', async () => {
    const page = await open(proctor);
    for (const bad of [undefined, null, 'x', { examId: 'no id' }, { examId, afterPosition: -1 }, { __proto__: { examId } }]) {
      expect((await page.ask('exam:watch', bad)).error?.code).toBe('BAD_REQUEST');
    }
    expect(await (page.socket as unknown as Socket).timeout(5000).emitWithAck('exam:delete')).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
    expect((await page.get('exam:watch', { examId })).title).toBe('Algebra');
  });

  it('shows two proctors the same, live and afterwards', async () => {
    const [first, second] = [await open(proctor), await open(owner)];
    await Promise.all([first, second].map((page) => page.get('exam:watch', { examId })));
    await record('open');
    await record('confirm');
    const closed = await record('close');
    const isLast = (view: ViolationView): boolean => view.position === closed.position;
    expect(await first.hears('violation:changed', isLast)).toEqual(await second.hears('violation:changed', isLast));
    expect(first.all('violation:changed').map(({ position, state }) => [position, state])).toEqual([
      [1, 'suspected'],
      [2, 'confirmed'],
      [3, 'closed'],
    ]);
    expect(await first.hears('attempt:changed', (tile) => tile.violations === 1 && tile.openViolations === 0)).toMatchObject({
      id: context.attemptId,
    });
    const [again, other] = [await first.get('exam:watch', { examId }), await second.get('exam:watch', { examId })];
    expect(again.violations).toEqual(other.violations);
    expect(again.violations).toEqual([closed]);
  });

  it('misses nothing when it comes back after a position', async () => {
    const before = await open(proctor);
    const seen = await record('open');
    expect((await before.get('exam:watch', { examId })).position).toBe(seen.position);
    before.close();
    const other = contextOf(examId, await sitting(server, examId, await account(server, 'student')), v7());
    const missed = [await record('confirm'), await record('open', other)];
    const after = await open(proctor);
    const { violations, position, more } = await after.get('exam:watch', { examId, afterPosition: seen.position });
    expect(violations).toEqual(missed);
    expect({ position, more }).toEqual({ position: 3, more: false });
    expect((await after.get('exam:watch', { examId, afterPosition: position })).violations).toEqual([]);
  });

  it('hands out at most 500 violations at once and says that there is more', async () => {
    for (let i = 0; i < 251; i++) {
      await recorder.record(context, [missing('open'), missing('close'), note('open'), note('close')]);
    }
    const page = await open(proctor);
    const first = await page.get('exam:watch', { examId });
    expect({ count: first.violations.length, more: first.more }).toEqual({ count: 500, more: true });
    const rest = await page.get('exam:watch', { examId, afterPosition: first.position });
    expect({ count: rest.violations.length, more: rest.more }).toEqual({ count: 2, more: false });
  }, 120_000);

  it('hears presence, messages and pictures of its exam only, the last known pictures at once', async () => {
    const [ours, theirs] = [await open(proctor), await open(administrator)];
    const elsewhere = await openExam(server, owner, 'Botany');
    const { attemptId } = context;
    const jpeg = Uint8Array.of(1, 2, 3);
    server.app.get(MonitoringSignals, { strict: false }).thumbnail$.next({ attemptId, examId, at: new Date(), jpeg });
    await theirs.get('exam:watch', { examId: elsewhere });
    await ours.get('exam:watch', { examId });
    expect(new Uint8Array((await ours.hears('thumbnail:updated')).jpeg)).toEqual(jpeg);
    server.app.get(AttemptSignals, { strict: false }).presence$.next({ attemptId, examId, online: true, lastSeenAt: new Date() });
    expect(await ours.hears('presence:changed')).toMatchObject({ attemptId, online: true });
    await ours.get('attempt:act', { action: 'warn', attemptIds: [attemptId], text: 'Eyes on your own screen.' });
    const message = await ours.hears('message:posted');
    expect(Object.keys(message).sort()).toEqual(['at', 'attemptId', 'from', 'id', 'kind', 'text']);
    expect((await ours.get('messages:read', { attemptId })).messages).toEqual([message]);
    await record('open');
    await ours.hears('violation:changed');
    await theirs.get('exam:watch', { examId: elsewhere });
    expect(theirs.told).toEqual([]);
  });

  it('watches one exam at a time', async () => {
    const page = await open(administrator);
    const elsewhere = await openExam(server, owner);
    await page.get('exam:watch', { examId });
    await page.get('exam:watch', { examId: elsewhere });
    await record('open');
    await page.get('exam:watch', { examId: elsewhere });
    expect(page.all('violation:changed')).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, string | null]>([
    ['the staff row is removed', () => server.dataSource.manager.delete(ExamStaff, { examId, userId: proctor.id }), null],
    ['the role is taken away', () => server.dataSource.manager.update(User, proctor.id, { role: 'student' }), null],
    [
      'the login session is over',
      () => server.dataSource.manager.update(LoginSession, proctor.sessionId, { revokedAt: new Date() }),
      'session:expired',
    ],
  ])('stops hearing when %s, without a call of its own', async (_, takeAway, said) => {
    const [page, witness] = [await open(proctor), await open(owner)];
    for (const each of [page, witness]) await each.get('exam:watch', { examId });
    const cut = new Promise((resolve) => page.socket.once('disconnect', resolve));
    await takeAway();
    await server.app.get(RecheckService, { strict: false }).sweep();
    expect(await cut).toBe('io server disconnect');
    await record('open');
    await witness.hears('violation:changed');
    expect(page.told.map(({ event }) => event)).toEqual(said === null ? [] : [said]);
  });

  it('takes verdicts into the chain and shows them to everybody', async () => {
    const [page, other] = [await open(proctor), await open(owner)];
    for (const each of [page, other]) await each.get('exam:watch', { examId });
    const view = await record('open');
    expect((await page.ask('violation:judge', { violationId: view.id, verdict: 'dismissed', reason: '' })).error?.code).toBe('BAD_REQUEST');
    const request = { violationId: view.id, verdict: 'dismissed', reason: 'It is the same person with new glasses.' };
    const judged = await page.get('violation:judge', request);
    expect(judged).toMatchObject({ position: 2, verdict: { verdict: 'dismissed', by: 'Paula', reason: request.reason } });
    expect(await other.hears('violation:changed', ({ verdict }) => verdict !== null)).toEqual(judged);
    expect(await page.get('violation:judge', request)).toEqual(judged);
    const actions = await server.dataSource.query<{ action: string }[]>('SELECT action FROM audit_log WHERE subject_id = $1', [view.id]);
    expect(actions).toEqual([{ action: 'violation.judged' }]);
  });
});

const missing = (op: 'open' | 'close') =>
  ({ op, kind: 'face_missing', at: Date.now(), severity: 0, measurements: { missingSeconds: 5 } }) as const;
const note = (op: 'open' | 'close') =>
  ({ op, kind: 'proctor_note', at: Date.now(), severity: 0, measurements: { category: 'other', text: '' } }) as const;
