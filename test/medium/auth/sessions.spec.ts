import type { PrivacySettings, SessionRow, SignedIn } from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AccessTokens } from '../../../apps/api/src/auth/tokens/access-tokens.service.js';
import { OutdatedSignIns } from '../../../apps/api/src/auth/sign-in/outdated-sign-ins.service.js';
import { browserClient, programClient, type BrowserClient } from '../../support/http.js';
import { browserOf, PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const POLL = { timeout: 60_000, interval: 100 };

describe('the devices that are signed in', () => {
  let server: TestApp;
  let ada: Someone;
  let bob: Someone;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    server = await startTestApp();
    ada = await setUpAdministrator(server);
    bob = await signUp(server, 'bob@example.org');
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.close();
  });
  afterAll(() => server.close());

  const list = async (client: Pick<Someone, 'get'>) => (await client.get<SessionRow[]>('/auth/sessions')).body;
  const idOf = async (client: Pick<Someone, 'get'>) => (await list(client)).find(({ current }) => current)?.id ?? '';
  const works = async (client: Pick<Someone, 'get'>) => (await client.get('/auth/profile')).status === 200;
  const change = (sql: string, ...values: unknown[]) => server.dataSource.query(sql, values);
  const logIn = async (email: string, agent = 'node') => {
    const headers = { 'content-type': 'application/json', 'user-agent': agent };
    const answer = await fetch(`${server.url}/auth/login`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    const { token = '', tokens } = (await answer.json()) as SignedIn;
    return { ...programClient(server.url, token), token, refreshToken: tokens?.refreshToken ?? '' };
  };
  /** By the door alone: what a proctor's page hears is also looked at again from time to time, which would hide a door that stays open. */
  async function socketOf(token: string, namespace = 'student'): Promise<{ socket: Socket; ended: () => boolean }> {
    const socket = io(`${server.url}/${namespace}`, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true });
    sockets.push(socket);
    let ended = false;
    socket.on('session:expired', () => (ended = true));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    return { socket, ended: () => ended };
  }

  it('are listed in words, this one first, and only one’s own', async () => {
    const phone =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
    const other = await logIn(ada.email, phone);
    const rows = await list(ada);
    expect(rows.map(({ device, kind, method, current }) => ({ device, kind, method, current }))).toEqual([
      { device: 'A program (node)', kind: 'program', method: 'password', current: true },
      { device: 'Safari on iPhone', kind: 'phone', method: 'password', current: false },
    ]);
    expect(rows[0]?.address).toMatch(/127\.0\.0\.1|::1/);
    expect((await list(other))[0]).toMatchObject({ device: 'Safari on iPhone', current: true });
    expect(JSON.stringify(await list(bob))).not.toContain(rows[0]?.id);
    expect((await programClient(server.url).get('/auth/sessions')).status).toBe(401);
    await ada.delete('/auth/sessions');
  });

  it('are signed out one by one, and their open sockets are closed', async () => {
    const other = await logIn(ada.email);
    const [gone, stays] = [await socketOf(other.token), await socketOf(ada.token)];
    const id = await idOf(other);
    const answer = await ada.delete<SessionRow[]>(`/auth/sessions/${id}`);
    expect(answer).toMatchObject({ status: 200, body: [{ current: true }] });
    await expect.poll(() => gone.socket.connected, POLL).toBe(false);
    expect(gone.ended()).toBe(true);
    expect(await works(other)).toBe(false);
    expect((await programClient(server.url).post('/auth/refresh', { refreshToken: other.refreshToken })).status).toBe(401);
    expect((await ada.delete(`/auth/sessions/${id}`)).status).toBe(404);
    expect(stays.socket.connected).toBe(true);
  });

  it('of somebody else cannot be signed out', async () => {
    const id = await idOf(bob);
    expect((await ada.delete(`/auth/sessions/${id}`)).status).toBe(404);
    expect((await ada.delete('/auth/sessions/not-an-id')).status).toBe(404);
    await ada.delete('/auth/sessions');
    expect(await works(bob)).toBe(true);
  });

  it('are signed out all at once but for the one that asks', async () => {
    const others = await Promise.all([logIn(ada.email), logIn(ada.email)]);
    const { socket } = await socketOf(others[0].token);
    expect((await ada.delete<SessionRow[]>('/auth/sessions')).body).toMatchObject([{ current: true }]);
    for (const other of others) expect(await works(other)).toBe(false);
    await expect.poll(() => socket.connected, POLL).toBe(false);
    expect(await works(ada)).toBe(true);
    const reasons = await change(
      `SELECT detail->>'reason' AS reason FROM audit_log WHERE action = 'session.ended' AND actor_id = $1`,
      ada.id,
    );
    expect(reasons).toContainEqual({ reason: 'signed out from another device' });
  });

  it('ask for our own page where a cookie speaks', async () => {
    const own = await browserOf(server, bob.email);
    const foreign = browserClient(server.url, { origin: 'https://evil.example', site: 'cross-site' });
    for (const [name, value] of own.cookies) foreign.cookies.set(name, value);
    expect((await foreign.delete('/auth/sessions')).status).toBe(403);
    expect((await foreign.delete(`/auth/sessions/${await idOf(own)}`)).status).toBe(403);
    expect(await works(own)).toBe(true);
  });

  it('show when they were last used, written at most once a minute', async () => {
    const id = await idOf(bob);
    const used = async () => (await list(bob)).find((row) => row.id === id)?.lastUsedAt ?? '';
    await change(`UPDATE login_sessions SET last_used_at = now() - interval '3 hours' WHERE id = $1`, id);
    await bob.get('/auth/profile');
    const first = await used();
    expect(Date.now() - Date.parse(first)).toBeLessThan(60 * 60_000);
    await change(`UPDATE login_sessions SET last_used_at = now() - interval '30 seconds' WHERE id = $1`, id);
    const before = await used();
    await bob.get('/auth/profile');
    expect(await used()).toBe(before);
  });

  it('keep their sockets when a refresh extends them, and lose them when none does', async () => {
    const [kept, lost] = await Promise.all([logIn(ada.email), logIn(ada.email)]);
    // tokens that run out in 15 s: as the real ones, made an hour ago but for that
    const nearlyOver = async (client: Pick<Someone, 'get'>) =>
      server.app.get(AccessTokens, { strict: false }).sign(ada.id, await idOf(client), new Date(Date.now() - 3600_000 + 15_000));
    const [a, b] = [await nearlyOver(kept), await nearlyOver(lost)];
    const [extended, ending] = [await socketOf(a.accessToken, 'proctor'), await socketOf(b.accessToken)];
    expect((await programClient(server.url).post('/auth/refresh', { refreshToken: kept.refreshToken })).status).toBe(200);
    await expect.poll(() => ending.socket.connected, POLL).toBe(false);
    expect(ending.ended()).toBe(true);
    await expect.poll(() => Date.now() > a.expiresAt.getTime() + 1000, POLL).toBe(true);
    expect(extended.socket.connected).toBe(true);
    expect(extended.ended()).toBe(false);
    // not only open: its calls are answered as those of somebody signed in
    const answer = (await extended.socket.timeout(30_000).emitWithAck('exam:watch', {})) as { error?: { code: string } };
    expect(answer.error?.code).toBe('BAD_REQUEST');
  });

  it('are deleted 30 days after their end, and not before', async () => {
    const [old, recent, alive] = await Promise.all([logIn(bob.email), logIn(bob.email), logIn(bob.email)]);
    const [oldId, recentId, aliveId] = await Promise.all([idOf(old), idOf(recent), idOf(alive)]);
    await change(`UPDATE login_sessions SET revoked_at = now() - interval '31 days' WHERE id = $1`, oldId);
    await change(`UPDATE login_sessions SET expires_at = now() - interval '29 days' WHERE id = $1`, recentId);
    expect(await server.app.get(OutdatedSignIns, { strict: false }).delete(new Date())).toBe(1);
    const left = await change('SELECT id FROM login_sessions WHERE user_id = $1', bob.id);
    expect(left).not.toContainEqual({ id: oldId });
    expect(left).toEqual(expect.arrayContaining([{ id: recentId }, { id: aliveId }]));
  });

  describe('a new device', () => {
    const mails = async (to: string) =>
      ((await change(`SELECT kind FROM mails WHERE recipient = $1 AND kind = 'new-device'`, to)) as unknown[]).length;
    const browserLogIn = async (browser: BrowserClient, email: string) => {
      expect((await browser.post('/auth/login', { email, password: PASSWORD })).status).toBe(200);
    };

    it('is told by mail: not the first one, not the same browser again, but any other', async () => {
      const { email } = await signUp(server, 'nina@example.org');
      expect(await mails(email)).toBe(0);
      const laptop = browserClient(server.url);
      await browserLogIn(laptop, email);
      expect(await mails(email)).toBe(1);
      await laptop.post('/auth/logout');
      await browserLogIn(laptop, email);
      expect(await mails(email)).toBe(1);
      await browserLogIn(browserClient(server.url), email);
      expect(await mails(email)).toBe(2);
    });

    it('that is a program is known by what it calls itself', async () => {
      const { email } = await signUp(server, 'pia@example.org');
      await logIn(email, 'node');
      expect(await mails(email)).toBe(0);
      await logIn(email, 'curl/8');
      await logIn(email, 'curl/8');
      expect(await mails(email)).toBe(1);
    });

    it('is not told of to whoever does not want to know', async () => {
      const { email, id } = await signUp(server, 'quinn@example.org');
      const privacy: Partial<PrivacySettings> = { mailNewDevice: false };
      await change('UPDATE users SET privacy = $2 WHERE id = $1', id, JSON.stringify(privacy));
      await browserLogIn(browserClient(server.url), email);
      expect(await mails(email)).toBe(0);
    });

    it('has a name that no script can read and the server keeps as a hash, and a made-up name is replaced', async () => {
      const browser = browserClient(server.url);
      browser.cookies.set('invigil_device', 'mine');
      const answer = await browser.post('/auth/login', { email: bob.email, password: PASSWORD });
      const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('invigil_device=')) ?? '';
      expect(cookie).toMatch(/^invigil_device=[\w-]{43};.*HttpOnly/);
      expect(cookie).toContain('SameSite=Lax');
      const token = browser.cookies.get('invigil_device') ?? '';
      const rows = JSON.stringify(
        await change(`SELECT encode(device_hash, 'escape') AS hash FROM login_sessions WHERE device_hash IS NOT NULL`),
      );
      expect(rows).not.toContain(token);
      expect(server.logs.join('')).not.toContain(token);
    });
  });
});
