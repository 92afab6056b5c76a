import { randomBytes } from 'node:crypto';
import type { AuditPage, PersonRow, PrivacySettings, SecurityEventPage, StoredAboutMe } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountSignals } from '../../../apps/api/src/auth/links/account-signals.js';
import { LoginSession } from '../../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../../apps/api/src/auth/entities/user.entity.js';
import { fileOwner, upload } from '../../support/file-area.js';
import { browserClient, programClient, type Client } from '../../support/http.js';
import { kindsTo, mailsTo } from '../../support/mails.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { SoftAuthenticator, type Asked } from '../../support/soft-authenticator.js';
import { openExam, sitting } from '../../support/staffed-exam.js';
import { studentPage } from '../../support/student-page.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Refusal = { error?: { code: string }; message: string };

describe('closing accounts, and what people see of their own', () => {
  let server: TestApp;
  let administrator: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    administrator = await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const logIn = (email: string, password = PASSWORD) => programClient(server.url).post('/auth/login', { email, password });
  const setActive = (by: Client, id: string, active: boolean) =>
    by.patch<PersonRow & Refusal>(`/api/people/${id}/active`, { active, reason: 'Left the school' });
  const outdate = (person: Someone) =>
    server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, [person.id]);

  it('closes one’s own account after a proof: sessions over, sockets cut, signing in as with a wrong password', async () => {
    const ann = await signUp(server, 'ann@example.org');
    const attempt = await sitting(server, await openExam(server, administrator), ann);
    const page = studentPage(server, ann, attempt);
    page.socket.connect();
    await new Promise<void>((resolve) => page.socket.once('connect', resolve));
    await outdate(ann);
    expect((await ann.post<Refusal>('/auth/account/close')).body.error?.code).toBe('PROOF_REQUIRED');
    const browser = browserClient(server.url);
    expect((await browser.post('/auth/login', { email: 'ann@example.org', password: PASSWORD })).status).toBe(200);
    const cut = new Promise<void>((resolve) => page.socket.once('disconnect', () => resolve()));
    expect((await browser.post('/auth/account/close')).status).toBe(200);
    await cut;
    page.socket.disconnect();
    expect(browser.cookies.has('invigil_access'), 'the cookies go').toBe(false);
    expect((await ann.get('/auth/profile')).status).toBe(401);
    expect((await programClient(server.url).post('/auth/refresh', { refreshToken: ann.refreshToken })).status).toBe(401);
    const [closed, wrong] = [await logIn('ann@example.org'), await logIn('nobody@example.org')];
    expect([closed.status, closed.body]).toEqual([wrong.status, wrong.body]);
    expect((await kindsTo(server, 'ann@example.org')).at(-1)).toBe('account-closed');
    expect((await programClient(server.url).post('/auth/signup', { email: 'ann@example.org', password: PASSWORD })).status).toBe(409);
  });

  it('lets an administrator close and reopen, with a reason, and tells whoever keeps faces in memory', async () => {
    const ben = await signUp(server, 'ben@example.org');
    const told: object[] = [];
    const watching = server.app.get(AccountSignals).activity$.subscribe((change) => told.push(change));
    expect((await administrator.patch(`/api/people/${ben.id}/active`, { active: false, reason: ' ' })).status).toBe(400);
    expect(await setActive(administrator, ben.id, false)).toMatchObject({ status: 200, body: { active: false } });
    expect((await setActive(administrator, ben.id, false)).status, 'once more changes nothing').toBe(200);
    expect((await ben.get('/auth/profile')).status).toBe(401);
    expect((await logIn('ben@example.org')).status).toBe(401);
    expect(await setActive(administrator, ben.id, true)).toMatchObject({ status: 200, body: { active: true } });
    watching.unsubscribe();
    expect(told).toEqual([
      { userId: ben.id, active: false },
      { userId: ben.id, active: true },
    ]);
    expect((await ben.get('/auth/profile')).status, 'old sessions do not come back').toBe(401);
    expect((await logIn('ben@example.org')).status).toBe(200);
    expect((await kindsTo(server, 'ben@example.org')).filter((kind) => kind.startsWith('account-'))).toEqual([
      'account-closed',
      'account-reopened',
    ]);
    const { entries } = (await administrator.get<AuditPage>('/api/audit?limit=50')).body;
    expect(entries.find(({ action, subjectId }) => action === 'account.closed' && subjectId === ben.id)).toMatchObject({
      actor: 'admin@example.org',
      subject: 'ben@example.org',
      detail: { reason: 'Left the school' },
    });
  });

  it('never closes the last administrator, also when two close each other at once', async () => {
    expect((await setActive(administrator, administrator.id, false)).status).toBe(409);
    expect((await administrator.post('/auth/account/close')).status).toBe(409);
    const other = await signUp(server, 'other@example.org', 'administrator', administrator);
    const answers = await Promise.all([setActive(administrator, other.id, false), setActive(other, administrator.id, false)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await server.dataSource.query<unknown[]>(`SELECT 1 FROM users WHERE role = 'administrator' AND active`);
    expect(left).toHaveLength(1);
    await server.dataSource.query(`UPDATE users SET active = true WHERE id = $1`, [administrator.id]);
    await server.dataSource.query(`UPDATE login_sessions SET revoked_at = NULL WHERE user_id = $1`, [administrator.id]);
  });

  it('shows people what happened to their account, page by page, and nothing of others', async () => {
    const cat = await signUp(server, 'cat@example.org');
    const dan = await signUp(server, 'dan@example.org');
    await programClient(server.url).post('/auth/login', { email: 'cat@example.org', password: PASSWORD });
    await cat.patch('/auth/profile', { name: 'Catherine' });
    await cat.post('/auth/password', { current: PASSWORD, password: 'another long password' });
    const ofAdministrator = async () => (await administrator.get<SecurityEventPage>('/api/events')).body;
    const before = await ofAdministrator();
    await setActive(administrator, dan.id, false);
    const whole = (await cat.get<SecurityEventPage>('/api/events')).body;
    expect(whole.events.map(({ action }) => action)).toEqual([
      'password.changed',
      'session.ended',
      'name.changed',
      'session.begun',
      'session.begun',
    ]);
    expect(whole.events[3]).toMatchObject({ by: 'you', detail: { method: 'password' }, device: expect.any(String) as string });
    expect(whole.events[3]?.address).toContain('127.0.0.1');
    const seen: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const page: SecurityEventPage = (await cat.get<SecurityEventPage>(`/api/events?limit=2${before && `&before=${before}`}`)).body;
      seen.push(...page.events.map(({ id }) => id));
      before = page.next;
    }
    expect(seen).toEqual(whole.events.map(({ id }) => id));
    expect((await cat.get('/api/events?limit=101')).status).toBe(400);
    expect((await programClient(server.url).get('/api/events')).status).toBe(401);
    await setActive(administrator, dan.id, true);
    const back = await logIn('dan@example.org');
    const { accessToken } = (back.body as { tokens: { accessToken: string } }).tokens;
    const ofDan = (await programClient(server.url, accessToken).get<SecurityEventPage>('/api/events')).body;
    expect(ofDan.events.filter(({ by }) => by === 'staff').map(({ action }) => action)).toEqual([
      'account.reopened',
      'session.ended',
      'account.closed',
    ]);
    const text = JSON.stringify(ofDan);
    expect(text, 'why, and by whom, is for the log').not.toMatch(/Left the school|admin@example.org/);
    expect(await ofAdministrator(), 'whose account somebody closes is no event of their own').toEqual(before);
  });

  it('keeps what a person has chosen about themselves', async () => {
    const eli = await signUp(server, 'eli@example.org');
    const defaults: PrivacySettings = { mailNewDevice: true, mailVerification: true, sharedWith: true, showPicture: true };
    expect((await eli.get('/auth/privacy')).body).toEqual(defaults);
    expect((await eli.put('/auth/privacy', { ...defaults, mailVerification: false })).status).toBe(200);
    expect((await eli.get('/auth/privacy')).body).toEqual({ ...defaults, mailVerification: false });
    expect((await eli.put('/auth/privacy', { ...defaults, verified: true })).status).toBe(400);
    expect((await eli.put('/auth/privacy', { ...defaults, sharedWith: 'yes' })).status).toBe(400);
    expect((await eli.get<SecurityEventPage>('/api/events')).body.events[0]?.action).toBe('privacy.changed');
  });

  it('lists what is stored about a person, and until when', async () => {
    const fay = await signUp(server, 'fay@example.org');
    await sitting(server, await openExam(server, administrator), fay);
    const passkey = new SoftAuthenticator(server.url);
    const asked = (await fay.post<Asked>('/auth/passkeys/options')).body;
    expect((await fay.post('/auth/passkeys', { name: 'My key', passkey: passkey.create(asked) })).status).toBe(201);
    const owner = { ...fay, sessionId: '' };
    await server.dataSource.manager.update(User, fay.id, { verified: true });
    await server.dataSource.manager.update(LoginSession, { userId: fay.id }, { faceVerifiedAt: new Date() });
    await upload(server, owner, randomBytes(2000));
    await upload(server, owner, randomBytes(500));
    // somebody else's count for nobody but them
    const other = await fileOwner(server, 'other');
    await upload(server, other, randomBytes(9000));
    const rows = (await fay.get<StoredAboutMe[]>('/auth/stored')).body;
    expect(rows.filter(({ kind }) => kind !== 'events').map(({ kind, count, bytes }) => [kind, count, bytes])).toEqual([
      ['account', 1, null],
      ['sessions', 1, null],
      ['second_factor', 1, null],
      ['files', 2, 2500],
      ['mails', (await mailsTo(server, fay.email)).length, null],
      ['attempts', 1, null],
    ]);
    expect(rows.at(-1)?.kind).toBe('events');
    expect(Date.parse(rows.find(({ kind }) => kind === 'sessions')?.until ?? '')).toBeGreaterThan(Date.now());
  });

  it('says when somebody signed in before, not when they sign in now', async () => {
    const gus = await signUp(server, 'gus@example.org');
    const at = async () => (await logIn('gus@example.org')).body as { lastLogin: string };
    const first = Date.parse((await at()).lastLogin);
    const second = Date.parse((await at()).lastLogin);
    expect(second).toBeGreaterThan(first);
    expect((await gus.get<{ lastLogin: string }>('/auth/profile')).body.lastLogin).not.toBeNull();
  });
});
