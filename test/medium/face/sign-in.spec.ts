import {
  readDescriptor,
  CONSENT_VERSIONS,
  DEFAULT_SETTINGS,
  type ErrorCode,
  type FaceSearched,
  type FaceSignedIn,
  type FreshCodes,
  type InstallationSettings,
  type SecondFactors,
} from '@invigil/shared';
import { TURNER } from '@invigil/biometrics/samples';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../../apps/api/src/analysis/analysis.service.js';
import { LoginSession } from '../../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../../apps/api/src/auth/entities/user.entity.js';
import { FaceTemplate } from '../../../apps/api/src/enrolment/face-template.entity.js';
import { KnownFaces } from '../../../apps/api/src/enrolment/known-faces.service.js';
import { SEALED_AS } from '../../../apps/api/src/enrolment/templates.service.js';
import { VaultService } from '../../../apps/api/src/enrolment/vault.service.js';
import { SettingsService } from '../../../apps/api/src/settings/settings.service.js';
import { enrol } from '../../support/enrolled.js';
import { ticketOf, turning, type Actor } from '../../support/face-tasks.js';
import { headShots } from '../../support/head-shots.js';
import { browserClient, programClient, type Client } from '../../support/http.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { openExam } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refused {
  error: { code: ErrorCode; challenge?: string; methods?: string[] };
}
const consent = { kind: 'sign_in', version: CONSENT_VERSIONS.sign_in } as const;

/** One face in two roles: the person of the film, enrolled, and strangers before the same camera where nobody of that face has opted in. */
describe('signing in with a face', () => {
  let server: TestApp;
  let admin: Someone;
  let turner: Someone;
  let head: Actor;

  const set = async (faceSignIn: Partial<InstallationSettings['faceSignIn']>, signUpIs: 'open' | 'closed' = 'open') =>
    server.app
      .get(SettingsService, { strict: false })
      .write(admin.id, { ...DEFAULT_SETTINGS, signUp: signUpIs, faceSignIn: { ...DEFAULT_SETTINGS.faceSignIn, ...faceSignIn } }, '');
  const search = async (who: Client, more: Record<string, unknown> = {}) =>
    who.post<FaceSearched & Refused>('/api/upload/verification', { liveness: await ticketOf(who, 'sign_in', head), ...more });
  const exchange = (who: Client, ticket: string | null, more = {}) =>
    who.post<FaceSignedIn & Refused>('/api/auth/face-verification', { ticket: ticket ?? 'none', ...more });

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    head = turning(await headShots());
    admin = await setUpAdministrator(server);
    turner = await signUp(server, 'turner@example.org');
    await enrol(server, turner, TURNER);
  });
  afterAll(() => server.close());

  it('is refused while it is off, and the search while it is only a second factor', async () => {
    await set({ mode: 'off' });
    expect((await programClient(server.url).post<Refused>('/api/liveness', { purpose: 'sign_in' })).body.error.code).toBe('FORBIDDEN');
    await set({ mode: 'second_factor' });
    expect((await search(programClient(server.url))).body.error.code).toBe('FORBIDDEN');
  });

  it('finds nobody who has not opted in, and at once whoever does; a withdrawal holds for a ticket in hand', async () => {
    await set({ mode: 'full' });
    const visitor = programClient(server.url);
    const before = await search(visitor);
    expect(before.body).toEqual({
      success: false,
      matchFound: false,
      isNewUser: false,
      ticket: null,
      message: expect.stringContaining('use your password') as string,
    });
    await turner.post('/auth/consents', consent);
    const found = await search(visitor);
    expect(found.body).toEqual({
      success: true,
      matchFound: true,
      isNewUser: false,
      ticket: expect.any(String) as string,
      message: 'We know you. Signing you in…',
    });
    expect(JSON.stringify(found.body)).not.toMatch(new RegExp(`${turner.id}|turner|score|distance|\\d\\.\\d`, 'i'));
    await turner.delete('/auth/consents/sign_in');
    expect((await exchange(visitor, found.body.ticket)).status).toBe(401);
    await turner.post('/auth/consents', consent);
    await enrolAnew();
  });

  /** A withdrawal of the only consent destroys the template. */
  async function enrolAnew(): Promise<void> {
    if (!(await server.dataSource.manager.existsBy(FaceTemplate, { userId: turner.id }))) await enrol(server, turner, TURNER);
    await server.app.get(KnownFaces, { strict: false }).refresh(turner.id);
  }

  it('exchanges a ticket once, for whoever did the tasks, and takes no word of a client for it', async () => {
    await set({ mode: 'full' });
    const visitor = browserClient(server.url);
    const { ticket } = (await search(visitor)).body;
    for (const claim of [{ vectorId: turner.id }, { confidence: 1 }, { user: turner.id }])
      expect((await exchange(visitor, ticket, claim)).body.error.code).toBe('BAD_REQUEST');
    expect((await exchange(browserClient(server.url), ticket)).body.error.code).toBe('LINK_EXPIRED');
    expect((await exchange(programClient(server.url), ticket)).body.error.code).toBe('LINK_EXPIRED');
    const two = await Promise.all([exchange(visitor, ticket), exchange(visitor, ticket)]);
    const [opened] = two.filter(({ status }) => status === 200);
    expect(two.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(opened?.body).toMatchObject({
      success: true,
      isNewUser: false,
      user: { id: turner.id, fullName: 'turner', username: null, email: 'turner@example.org' },
      confidence: 'high',
      message: 'You are signed in.',
    });
    expect(opened?.body.tokens).toBeUndefined();
    expect(JSON.stringify(opened?.body)).not.toMatch(/distance|score|\b0\.\d/);
    expect((await visitor.get<{ email: string }>('/auth/profile')).body.email).toBe('turner@example.org');
    const sessions = await server.dataSource.manager.findBy(LoginSession, { userId: turner.id, method: 'face' });
    expect(sessions).toMatchObject([{ provedAt: null, faceVerifiedAt: null }]);
    expect((await visitor.get<Refused>('/auth/profile/face-descriptor')).body.error.code).toBe('PROOF_REQUIRED');
  });

  it('expires, gives tokens to programs, and opens no exam before the password has come', async () => {
    await set({ mode: 'full' });
    const visitor = programClient(server.url);
    const late = (await search(visitor)).body.ticket;
    // two minutes and more: the tasks' own clock may have run ahead
    vi.useFakeTimers({ now: Date.now() + 180_000, toFake: ['Date'] });
    try {
      expect((await exchange(visitor, late)).body.error.code).toBe('LINK_EXPIRED');
    } finally {
      vi.useRealTimers();
    }
    const opened = (await exchange(visitor, (await search(visitor)).body.ticket)).body;
    const session = programClient(server.url, opened.tokens?.accessToken);
    const exam = await openExam(server, admin);
    expect((await session.post<Refused>(`/api/my/exams/${exam}/attempt`)).body.error.code).toBe('PROOF_REQUIRED');
    expect((await session.post('/auth/prove', { password: PASSWORD })).status).toBeLessThan(300);
    // now it is an exam that this person is not invited to
    expect((await session.post(`/api/my/exams/${exam}/attempt`)).status).toBe(404);
  });

  it('still asks for the authenticator or passkey of whoever has one', async () => {
    await set({ mode: 'full' });
    const id = crypto.randomUUID();
    await server.dataSource.query(`INSERT INTO passkeys (id, user_id, credential_id, public_key, name) VALUES ($1, $2, $3, $4, 'key')`, [
      id,
      turner.id,
      Buffer.from('credential'),
      Buffer.from('key'),
    ]);
    const answer = await exchange(programClient(server.url), (await search(programClient(server.url))).body.ticket);
    expect([answer.status, answer.body.error.code, answer.body.error.methods]).toEqual([401, 'SECOND_FACTOR_REQUIRED', ['passkey']]);
    await server.dataSource.query('DELETE FROM passkeys WHERE id = $1', [id]);
  });

  it('is a second factor after the password, for whoever opted in, against their own template alone', async () => {
    await set({ mode: 'second_factor' });
    const fred = await signUp(server, 'fred@example.org');
    await enrol(server, fred, 'impostor');
    const credentials = { email: 'fred@example.org', password: PASSWORD };
    const program = programClient(server.url);
    expect((await program.post('/auth/login', credentials)).status).toBe(200);
    await fred.post('/auth/consents', consent);
    const asked = await program.post<Refused>('/auth/login', credentials);
    expect(asked.body.error).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', methods: ['face'], next: 'POST /auth/second-factor' });
    // the person of the film is enrolled too, but this is fred's account
    const wrong = { challenge: asked.body.error.challenge, face: await ticketOf(program, 'sign_in', head) };
    expect((await program.post('/auth/second-factor', wrong)).status).toBe(401);
    expect((await program.post('/auth/second-factor', wrong)).status).toBeGreaterThanOrEqual(400);
    const own = await program.post<Refused>('/auth/login', { email: turner.email, password: PASSWORD });
    const right = { challenge: own.body.error.challenge, face: await ticketOf(program, 'sign_in', head) };
    expect((await program.post('/auth/second-factor', right)).status).toBe(200);
  });

  it('as the only second factor comes with recovery codes, which end with it', async () => {
    await set({ mode: 'second_factor' });
    const gwen = await signUp(server, 'gwen@example.org');
    const factors = async () => (await gwen.get<SecondFactors>('/auth/second-factor')).body;
    await enrol(server, gwen, 'impostor');
    expect(await factors()).toMatchObject({ asked: false });
    expect((await gwen.post('/auth/recovery-codes')).status).toBe(409);
    await gwen.post('/auth/consents', consent);
    expect(await factors()).toEqual({ totpSince: null, asked: true, recoveryCodesLeft: 0, passkeys: [] });
    const { recoveryCodes } = (await gwen.post<FreshCodes>('/auth/recovery-codes')).body;
    expect(new Set(recoveryCodes).size).toBe(10);
    const program = programClient(server.url);
    const logIn = () => program.post<Refused>('/auth/login', { email: gwen.email, password: PASSWORD });
    const { challenge, methods } = (await logIn()).body.error;
    expect(methods).toEqual(['face', 'recovery']);
    expect((await program.post('/auth/second-factor', { challenge, recovery: recoveryCodes?.[0] })).status).toBe(200);
    expect(await factors()).toMatchObject({ recoveryCodesLeft: 9 });
    await gwen.delete('/auth/consents/sign_in');
    expect((await logIn()).status).toBe(200);
    await expect.poll(factors, { timeout: 30_000 }).toEqual({ totpSince: null, asked: false, recoveryCodesLeft: 0, passkeys: [] });
  });

  it('makes an account for a new face only where that is allowed and agreed to, with a template of its own', async () => {
    await set({ mode: 'full', newAccounts: true });
    await turner.delete('/auth/consents/sign_in');
    const visitor = browserClient(server.url);
    expect((await search(visitor)).body).toMatchObject({ success: false, ticket: null });
    await set({ mode: 'full', newAccounts: true }, 'closed');
    expect((await search(visitor, { consent: consent.version })).body).toMatchObject({ success: false, ticket: null });
    await set({ mode: 'full', newAccounts: true });
    const { body } = await search(visitor, { name: 'Nova', consent: consent.version });
    expect(body).toMatchObject({ success: true, matchFound: false, isNewUser: true });
    const before = await server.dataSource.manager.count(User);
    const made = (await exchange(visitor, body.ticket)).body;
    expect(await server.dataSource.manager.count(User)).toBe(before + 1);
    expect(made).toMatchObject({
      isNewUser: true,
      user: { fullName: 'Nova', username: expect.stringMatching(/^guest-[a-z0-9]{10}$/) as string },
    });
    expect(made.user.email).toBeUndefined();
    const user = await server.dataSource.manager.findOneByOrFail(User, { id: made.user.id });
    expect(user).toMatchObject({ email: `${user.username ?? ''}@face.invalid`, passwordHash: null, verified: false, role: 'student' });
    const template = await server.dataSource.manager.findOneByOrFail(FaceTemplate, { userId: user.id });
    expect([template.state, template.keyId]).toEqual(['captured', made.user.vectorId]);
    const again = await search(programClient(server.url));
    expect(again.body.matchFound).toBe(true);
    expect((await exchange(programClient(server.url), again.body.ticket)).body.user.id).toBe(user.id);
    const numbers = readDescriptor(
      await server.app.get(VaultService, { strict: false }).open(user.id, 'template', template.sealed, SEALED_AS.descriptor),
    );
    for (const number of numbers.slice(0, 20)) expect(server.logs.join('')).not.toContain(number.toFixed(6).slice(0, 8));
  });

  it('finds nobody whose account is closed', async () => {
    await set({ mode: 'full' });
    await server.dataSource.manager.update(User, { active: true }, { active: false });
    await server.dataSource.manager.update(User, { id: admin.id }, { active: true });
    expect((await search(programClient(server.url))).body).toMatchObject({ success: false, matchFound: false });
  });
});
