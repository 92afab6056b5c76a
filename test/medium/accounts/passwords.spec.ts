import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SecurityEventPage } from '@invigil/shared';
import { AccessTokens } from '../../../apps/api/src/auth/tokens/access-tokens.service.js';
import { AccountLink } from '../../../apps/api/src/auth/entities/account-link.entity.js';
import { LoginSession } from '../../../apps/api/src/auth/entities/login-session.entity.js';
import { TotpSecret } from '../../../apps/api/src/auth/entities/totp-secret.entity.js';
import { SessionSignals } from '../../../apps/api/src/auth/sessions/session-signals.js';
import { User } from '../../../apps/api/src/auth/entities/user.entity.js';
import { Mailer } from '../../../apps/api/src/mail/mailer.service.js';
import { browserClient, programClient, type Client } from '../../support/http.js';
import { kindsTo, mailedToken, mailsTo } from '../../support/mails.js';
import { browserOf, PASSWORD, setUpAdministrator, signUp } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const NEW = 'another long password';

describe('forgotten and changed passwords', () => {
  let server: TestApp;
  let visitor: Client;
  beforeAll(async () => {
    server = await startTestApp();
    visitor = programClient(server.url);
    await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const forgot = (email: string) => visitor.post('/auth/password/forgot', { email });
  const reset = (token: string, password = NEW) => visitor.post<{ error?: { code: string } }>('/auth/password/reset', { token, password });
  const logIn = (email: string, password: string) => visitor.post('/auth/login', { email, password });
  const confirmed = async (email: string) => {
    const person = await signUp(server, email);
    expect((await person.post('/auth/confirm', { token: await mailedToken(server, email, 'confirm-address') })).status).toBe(200);
    return person;
  };
  async function askedToken(email: string): Promise<string> {
    expect((await forgot(email)).status).toBe(200);
    return mailedToken(server, email, 'reset-password');
  }

  it('answers for a known, an unknown and a closed account alike, and does the same work', async () => {
    await signUp(server, 'known@example.org');
    await signUp(server, 'closed@example.org');
    await server.dataSource.getRepository(User).update({ email: 'closed@example.org' }, { active: false });
    const written = vi.spyOn(server.app.get(Mailer), 'queue');
    const links = server.dataSource.getRepository(AccountLink);
    const before = await links.countBy({ purpose: 'reset' });
    const answers = await Promise.all(['known@example.org', 'nobody@example.org', 'closed@example.org'].map(forgot));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(written.mock.calls.map(([mail]) => mail.kind)).toEqual(['reset-password', 'reset-password', 'reset-password']);
    expect(await links.countBy({ purpose: 'reset' })).toBe(before + 3);
    written.mockRestore();
    expect(await kindsTo(server, 'known@example.org')).toEqual(['confirm-address', 'reset-password']);
    expect(await kindsTo(server, 'nobody@example.org')).toEqual([]);
    expect(await kindsTo(server, 'closed@example.org')).toEqual(['confirm-address']);
  });

  it('keeps tokens as hashes only, and no address that it does not know', async () => {
    const rows = await server.dataSource.getRepository(AccountLink).find();
    const token = await mailedToken(server, 'known@example.org', 'reset-password');
    expect(rows.filter(({ tokenHash }) => tokenHash.includes(Buffer.from(token)))).toEqual([]);
    expect(rows.filter(({ tokenHash }) => tokenHash.includes(Buffer.from(token, 'base64url')))).toEqual([]);
    expect(JSON.stringify(rows)).not.toContain('nobody@example.org');
    expect(server.logs.join('')).not.toContain(token);
  });

  it('sets a new password once, ends every session and says so by mail', async () => {
    const ann = await confirmed('ann@example.org');
    const cut: string[] = [];
    const watching = server.app.get(SessionSignals).revoked$.subscribe(({ sessionId }) => cut.push(sessionId));
    const token = await askedToken('ann@example.org');
    expect((await reset(token)).status).toBe(200);
    watching.unsubscribe();
    expect(cut).toHaveLength(1);
    expect((await ann.get('/auth/profile')).status).toBe(401);
    expect((await visitor.post('/auth/refresh', { refreshToken: ann.refreshToken })).status).toBe(401);
    expect((await logIn('ann@example.org', PASSWORD)).status).toBe(401);
    expect((await logIn('ann@example.org', NEW)).status).toBe(200);
    expect((await kindsTo(server, 'ann@example.org')).slice(-2)).toEqual(['reset-password', 'password-changed']);
    const again = await reset(token, 'a third long password');
    expect([again.status, again.body.error?.code]).toEqual([410, 'LINK_EXPIRED']);
    expect((await logIn('ann@example.org', NEW)).status).toBe(200);
  });

  it('lets one of twenty at once through', async () => {
    await confirmed('many@example.org');
    const token = await askedToken('many@example.org');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => reset(token, `long password number ${String(i)}`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(410)]);
  });

  it('refuses links that are too old, made up, of another kind, or were overtaken', async () => {
    await signUp(server, 'links@example.org');
    const confirm = await mailedToken(server, 'links@example.org', 'confirm-address');
    const [first, second] = [await askedToken('links@example.org'), await askedToken('links@example.org')];
    await server.dataSource.query(`UPDATE account_links SET expires_at = now() WHERE token_hash = sha256($1::text::bytea)`, [second]);
    const codes = await Promise.all([confirm, second, 'made-up', 'x'.repeat(200)].map(async (token) => (await reset(token)).status));
    expect(codes).toEqual([410, 410, 410, 410]);
    expect((await reset('x'.repeat(201))).status).toBe(400);
    const third = await askedToken('links@example.org');
    expect((await reset(first)).status, 'an older one still works: nobody can spoil it by asking again').toBe(200);
    expect((await reset(third)).status, 'but not after another was used').toBe(410);
  });

  it('opens nothing for an account that was closed after it asked', async () => {
    await confirmed('late@example.org');
    const token = await askedToken('late@example.org');
    await server.dataSource.getRepository(User).update({ email: 'late@example.org' }, { active: false });
    expect((await reset(token)).status).toBe(410);
  });

  it('fills nobody’s letter box', async () => {
    await signUp(server, 'victim@example.org');
    const answers = await Promise.all(Array.from({ length: 10 }, () => forgot('victim@example.org')));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect((await kindsTo(server, 'victim@example.org')).filter((kind) => kind === 'reset-password')).toHaveLength(4);
  });

  it('leaves nothing of whoever made an account with an address that was not theirs', async () => {
    const squatter = await signUp(server, 'squatted@example.org');
    const factors = server.dataSource.getRepository(TotpSecret);
    await factors.insert({ userId: squatter.id, sealed: randomBytes(32), confirmedAt: new Date() });
    expect((await reset(await askedToken('squatted@example.org'))).status).toBe(200);
    expect(await factors.countBy({ userId: squatter.id })).toBe(0);
    expect((await squatter.get('/auth/profile')).status).toBe(401);
    expect(await server.dataSource.getRepository(User).findOneByOrFail({ id: squatter.id })).toMatchObject({ verified: true });
  });

  it('changes the password with the old one, and signs the other devices out', async () => {
    const here = await signUp(server, 'change@example.org');
    const elsewhere = await browserOf(server, 'change@example.org');
    const wrong = await here.post('/auth/password', { current: 'not the password', password: NEW });
    expect(wrong.status).toBe(403);
    expect((await here.post('/auth/password', { current: PASSWORD, password: 'short' })).status).toBe(400);
    expect((await here.post('/auth/password', { current: PASSWORD, password: NEW })).status).toBe(200);
    expect((await here.get('/auth/profile')).status).toBe(200);
    expect((await elsewhere.get('/auth/profile')).status).toBe(401);
    expect((await logIn('change@example.org', NEW)).status).toBe(200);
    expect((await kindsTo(server, 'change@example.org')).at(-1)).toBe('password-changed');
  });

  it('asks for a proof once it is ten minutes old', async () => {
    const person = await signUp(server, 'proof@example.org');
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, [person.id]);
    const refused = await person.post<{ error: { code: string } }>('/auth/password', { password: NEW });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'PROOF_REQUIRED']);
    expect((await person.post('/auth/prove', { password: PASSWORD })).status).toBe(200);
    expect((await person.post('/auth/password', { password: NEW })).status).toBe(200);
  });

  it('lets an account that began with a face add its first address, password or passkey, soon after the face was shown', async () => {
    const [id, sessionId, now] = [v7(), v7(), new Date()];
    await server.dataSource.manager.insert(User, { id, email: 'quiet-heron@face.invalid', username: 'quiet-heron', role: 'student' });
    const session = { id: sessionId, userId: id, refreshHash: randomBytes(32), lastUsedAt: now, method: 'face' as const };
    await server.dataSource.manager.insert(LoginSession, { ...session, expiresAt: new Date(now.getTime() + 3_600_000) });
    const face = programClient(server.url, server.app.get(AccessTokens, { strict: false }).sign(id, sessionId, now).accessToken);
    const codeOf = async (call: Promise<{ body: unknown }>) => ((await call).body as { error?: { code: string } }).error?.code;
    expect(await codeOf(face.patch('/auth/profile', { name: 'Heron' }))).toBe('PROOF_REQUIRED');
    expect(await codeOf(face.post('/auth/account/close'))).toBe('PROOF_REQUIRED');
    expect((await face.post('/auth/passkeys/options')).status).toBe(200);
    await server.dataSource.query(`UPDATE login_sessions SET created_at = now() - interval '11 minutes' WHERE id = $1`, [sessionId]);
    for (const [path, body] of [
      ['password', { password: NEW }],
      ['address', { email: 'heron@example.org' }],
      ['passkeys/options', {}],
    ] as const)
      expect(await codeOf(face.post(`/auth/${path}`, body)), path).toBe('PROOF_REQUIRED');
    await server.dataSource.query(`UPDATE login_sessions SET face_verified_at = now() WHERE id = $1`, [sessionId]);
    expect((await face.post('/auth/address', { email: 'heron@example.org' })).status).toBe(200);
    expect((await face.post('/auth/password', { password: NEW })).status).toBe(200);
    expect((await face.patch('/auth/profile', { name: 'Heron' })).status).toBe(200);
    await server.dataSource.query('UPDATE login_sessions SET proved_at = NULL WHERE id = $1', [sessionId]);
    expect(await codeOf(face.post('/auth/password', { password: NEW }))).toBe('PROOF_REQUIRED');
    const token = await mailedToken(server, 'heron@example.org', 'confirm-address');
    expect((await face.post('/auth/confirm', { token })).status).toBe(200);
    expect((await logIn('heron@example.org', NEW)).status).toBe(200);
    expect(await mailsTo(server, 'quiet-heron@face.invalid')).toEqual([]);
  });

  it('tells the owner of failed sign-ins, and says when to come back to whoever guesses', async () => {
    const owner = await signUp(server, 'guessed@example.org');
    const answers = await Promise.all(Array.from({ length: 12 }, () => logIn('guessed@example.org', 'a wild guess')));
    const slowed = answers.filter(({ status }) => status === 429);
    expect(slowed).toHaveLength(2);
    for (const { headers } of slowed) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const refused = async () =>
      (await owner.get<SecurityEventPage>('/api/events')).body.events.filter(({ action }) => action === 'session.refused');
    await expect.poll(async () => (await refused()).length, { timeout: 30_000 }).toBe(10);
    expect((await refused())[0]).toMatchObject({ by: 'nobody', address: expect.stringContaining('127.0.0.1') as string });
  });

  it('does not lock out the browser that somebody has signed in with, whatever a neighbour guesses', async () => {
    await signUp(server, 'neighbour@example.org');
    const browser = browserClient(server.url);
    const body = { email: 'neighbour@example.org', password: PASSWORD };
    expect((await browser.post('/auth/login', body)).status).toBe(200);
    await Promise.all(Array.from({ length: 12 }, () => logIn('neighbour@example.org', 'a wild guess')));
    expect((await logIn('neighbour@example.org', PASSWORD)).status, 'a program at the same address waits').toBe(429);
    expect((await browser.post('/auth/login', body)).status).toBe(200);
    const wrong = { ...body, password: 'a wild guess' };
    const tries = await Promise.all(Array.from({ length: 12 }, () => browser.post('/auth/login', wrong)));
    expect(
      tries.filter(({ status }) => status === 429),
      'nor may that browser guess for ever',
    ).toHaveLength(2);
  });
});
