import { DroppedError } from '@invigil/biometrics/node';
import { CONSENT_VERSIONS, type ConsentKind, type LivenessMove, type LivenessTurn, type SecurityEventPage } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../../apps/api/src/analysis/analysis.service.js';
import { FaceRun } from '../../../apps/api/src/face/tickets/face-run.entity.js';
import { LivenessTickets } from '../../../apps/api/src/face/tickets/liveness-tickets.service.js';
import { SettingsService } from '../../../apps/api/src/settings/settings.service.js';
import { beginTasks, doTasks, frameOf, ticketOf, turning } from '../../support/face-tasks.js';
import { headShots, type HeadShots } from '../../support/head-shots.js';
import { browserClient, programClient, type Client } from '../../support/http.js';
import { account, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const OTHER = { left: 'right', right: 'left', up: 'down', down: 'up' } as const satisfies Record<LivenessMove, LivenessMove>;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const agree = (client: Client, kind: ConsentKind) => client.post('/auth/consents', { kind, version: CONSENT_VERSIONS[kind] });

describe('tasks over HTTP', () => {
  let server: TestApp;
  let film: HeadShots;
  let sam: Account;

  const tickets = () => server.app.get(LivenessTickets, { strict: false });
  const row = (id: string) => server.dataSource.manager.findOneByOrFail(FaceRun, { id });
  const useOf = (person: Account, purpose: 'verify' | 'enrol' = 'verify') => ({ purpose, personId: person.id, holder: person.sessionId });

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    film = await headShots();
    sam = await account(server, 'student', 'Sam');
    await agree(sam, 'files');
  });
  afterAll(() => server.close());

  it('are passed by a head that turns as it is told, and are worth one ticket with descriptions of that very face', async () => {
    const { turn, shown } = await doTasks(sam, 'verify', turning(film));
    expect(turn).toMatchObject({ state: 'passed', task: null, nonce: '', message: 'Thank you, that was all.' });
    expect(shown.filter((step) => step !== 'centre')).toHaveLength(3);
    const ticket = turn.ticket ?? '';
    expect((await sam.get(`/api/liveness/${turn.runId}`)).body).toEqual(turn);
    const proof = tickets().peek(ticket, useOf(sam));
    expect(proof.descriptors.length).toBeGreaterThanOrEqual(3);
    expect(proof).toMatchObject({ runId: turn.runId, pipelineId: server.app.get(AnalysisService, { strict: false }).pipelineId });
    expect(proof.screenConfidence).toBeLessThan(60);
    await server.dataSource.transaction((manager) => tickets().consume(ticket, useOf(sam), manager));
    await expect(server.dataSource.transaction((manager) => tickets().consume(ticket, useOf(sam), manager))).rejects.toMatchObject({
      code: 'FACE_CHECK_REQUIRED',
    });
    expect(await row(turn.runId)).toMatchObject({ purpose: 'verify', userId: sam.id, outcome: 'passed', reason: null });
    expect((await row(turn.runId)).spentAt).not.toBeNull();
  });

  it('of several uses at once let one through, and give a ticket back where the work is rolled back', async () => {
    const ticket = await ticketOf(sam, 'verify', turning(film));
    const broken = server.dataSource.transaction(async (manager) => {
      await tickets().consume(ticket, useOf(sam), manager);
      throw new Error('rolled back');
    });
    await expect(broken).rejects.toThrow('rolled back');
    const uses = Array.from({ length: 20 }, () =>
      server.dataSource.transaction((manager) => tickets().consume(ticket, useOf(sam), manager)),
    );
    expect((await Promise.allSettled(uses)).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('open a ticket only for its purpose, its person and its session', async () => {
    const ticket = await ticketOf(sam, 'verify', turning(film));
    const fred = await account(server, 'student', 'Fred');
    for (const use of [useOf(sam, 'enrol'), useOf(fred), { ...useOf(sam), holder: fred.sessionId }, { ...useOf(sam), personId: null }])
      expect(() => tickets().peek(ticket, use)).toThrow('Do them once more');
    expect(tickets().peek(ticket, useOf(sam)).descriptors.length).toBeGreaterThan(0);
    // two minutes and more: the tasks' own clock may have run ahead
    vi.useFakeTimers({ now: Date.now() + 180_000, toFake: ['Date'] });
    try {
      expect(() => tickets().peek(ticket, useOf(sam))).toThrow('Do them once more');
    } finally {
      vi.useRealTimers();
    }
  });

  it('fail for other movements, without saying why', async () => {
    const { turn } = await doTasks(
      sam,
      'verify',
      turning(film, (move) => OTHER[move]),
    );
    expect(turn).toMatchObject({ state: 'failed', ticket: null, message: expect.stringContaining('did not work this time') as string });
    expect(await row(turn.runId)).toMatchObject({ outcome: 'failed', reason: 'wrong_move' });
    expect(JSON.stringify(turn)).not.toMatch(/wrong|score|distance/);
    const { events } = (await sam.get<SecurityEventPage>('/api/events')).body;
    expect(events[0]).toMatchObject({ action: 'face.denied', by: 'you', detail: { reason: 'movements' } });
    expect(JSON.stringify(events)).not.toMatch(/wrong_move|score|distance/);
  });

  it('appear in the activity of the person when they fail, but not without end', async () => {
    const fred = await account(server, 'student', 'Fred');
    await agree(fred, 'files');
    for (let i = 0; i < 8; i++) {
      const { runId } = await beginTasks(fred, 'verify');
      const replay = frameOf({ nonce: `stale-${String(i)}-${'n'.repeat(30)}` }, film.ahead[0] ?? new Uint8Array());
      for (let sent = 0; sent < 3; sent++) await fred.post(`/api/liveness/${runId}/frames`, replay);
      expect(await row(runId)).toMatchObject({ outcome: 'failed' });
    }
    const { events } = (await fred.get<SecurityEventPage>('/api/events')).body;
    expect(events.filter(({ action }) => action === 'face.denied')).toHaveLength(5);
  });

  it('never pass for a film that stands still: the first movement is never done', async () => {
    const begun = await beginTasks(sam, 'verify');
    let turn = begun;
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      seen.add(turn.task?.kind ?? '');
      const answer = await sam.post<LivenessTurn>(
        `/api/liveness/${turn.runId}/frames`,
        frameOf(turn, film.ahead[i % 3] ?? new Uint8Array()),
      );
      if (answer.status === 200) turn = answer.body;
      await pause(100);
    }
    expect(seen).toContain('move');
    expect(turn.task?.number ?? 1).toBe(1);
    expect(turn.ticket).toBeNull();
  });

  it('refuse another nonce, and take several of them for a replay', async () => {
    const begun = await beginTasks(sam, 'verify');
    const send = (nonce: string) =>
      sam.post<LivenessTurn>(`/api/liveness/${begun.runId}/frames`, frameOf({ nonce }, film.ahead[0] ?? new Uint8Array()));
    for (let i = 0; i < 2; i++) expect((await send(`stale-${String(i)}-${'n'.repeat(30)}`)).status).toBe(409);
    expect((await send(`stale-2-${'n'.repeat(30)}`)).body).toMatchObject({ state: 'failed', ticket: null });
    expect(await row(begun.runId)).toMatchObject({ outcome: 'failed', reason: 'nonce' });
  });

  it('belong to the session that began them, one frame at a time, and survive a hostile picture', async () => {
    const fred = await account(server, 'student', 'Fred');
    const begun = await beginTasks(sam, 'verify');
    const path = `/api/liveness/${begun.runId}`;
    const good = frameOf(begun, film.ahead[0] ?? new Uint8Array());
    expect((await fred.get(path)).status).toBe(404);
    expect((await fred.post(`${path}/frames`, good)).status).toBe(404);
    expect((await programClient(server.url).post(`${path}/frames`, good)).status).toBe(401);
    expect((await sam.post(`${path}/frames`, { ...good, task: 'left' })).status).toBe(400);
    const hostile = await sam.post<{ error: { code: string } }>(`${path}/frames`, frameOf(begun, Uint8Array.of(0xff, 0xd8, 0xff, 0, 1, 2)));
    expect([hostile.status, hostile.body.error.code]).toEqual([400, 'BAD_PICTURE']);
    await pause(120);
    const two = await Promise.all([1, 2].map(() => sam.post(`${path}/frames`, good)));
    expect(two.map(({ status }) => status).sort()).toEqual([200, 429]);
    const again = await beginTasks(sam, 'verify');
    expect((await sam.get(path)).body).toMatchObject({ state: 'void' });
    expect(again.runId).not.toBe(begun.runId);
  });

  it('ask for consent first, and for a session, but for signing in', async () => {
    const fred = await account(server, 'student', 'Fred');
    const refused = await fred.post<{ error: { code: string } }>('/api/liveness', { purpose: 'verify' });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'CONSENT_REQUIRED']);
    expect((await programClient(server.url).post('/api/liveness', { purpose: 'verify' })).body).toMatchObject({
      status: 'error',
      message: expect.stringMatching(/^Not authenticated/) as string,
    });
    const visitor = browserClient(server.url);
    expect((await visitor.post<{ error: { code: string } }>('/api/liveness', { purpose: 'sign_in' })).body.error.code).toBe('FORBIDDEN');
    const settings = server.app.get(SettingsService, { strict: false });
    await settings.write(sam.id, { ...(await settings.read()), faceSignIn: { ...(await settings.read()).faceSignIn, mode: 'full' } }, '');
    const begun = await beginTasks(visitor, 'sign_in');
    expect((await browserClient(server.url).get(`/api/liveness/${begun.runId}`)).status).toBe(404);
    expect((await visitor.get(`/api/liveness/${begun.runId}`)).status).toBe(200);
    const foreign = browserClient(server.url, { origin: 'https://evil.example', site: 'cross-site' });
    expect((await foreign.post('/api/liveness', { purpose: 'sign_in' })).status).toBe(403);
  });

  it('count for nothing where the server fails to look, which it logs without the picture', async () => {
    const begun = await beginTasks(sam, 'verify');
    const jpeg = film.ahead[0] ?? new Uint8Array();
    const send = async () => {
      await pause(120);
      return sam.post<LivenessTurn & { error?: { code: string } }>(`/api/liveness/${begun.runId}/frames`, frameOf(begun, jpeg));
    };
    const broken = vi.spyOn(server.app.get(AnalysisService, { strict: false }), 'analyse');
    broken.mockRejectedValue(new Error('the worker of this test is broken'));
    server.logs.length = 0;
    try {
      expect((await send()).body.error?.code).toBe('INTERNAL');
      broken.mockRejectedValue(new DroppedError());
      for (let i = 0; i < 3; i++) expect((await send()).body.error?.code).toBe('TOO_MANY');
      expect((await send()).body).toMatchObject({ state: 'void', message: expect.stringContaining('interrupted') as string });
    } finally {
      broken.mockRestore();
    }
    expect(server.logs.filter((line) => line.includes('the worker of this test is broken'))).not.toHaveLength(0);
    expect(server.logs.join('')).not.toContain(Buffer.from(jpeg.subarray(0, 48)).toString('base64'));
    expect(await row(begun.runId)).toMatchObject({ outcome: 'void', reason: 'interrupted' });
  });
});
