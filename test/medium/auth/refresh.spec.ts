import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn, Tokens } from '@invigil/shared';
import { SessionSignals } from '../../../apps/api/src/auth/sessions/session-signals.js';
import { browserClient, programClient } from '../../support/http.js';
import { browserOf, PASSWORD, setUpAdministrator } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const email = 'admin@example.org';

describe('refreshing', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server, email);
  });
  afterAll(() => server.close());

  const logIn = async (): Promise<Tokens> => {
    const { body } = await programClient(server.url).post<SignedIn>('/auth/login', { email, password: PASSWORD });
    if (!body.tokens) throw new Error('no tokens');
    return body.tokens;
  };
  const refresh = (refreshToken: string) => programClient(server.url).post<SignedIn>('/auth/refresh', { refreshToken });
  const works = async (accessToken: string | undefined) =>
    (await programClient(server.url, accessToken).get('/auth/profile')).status === 200;
  const sessionOf = (accessToken: string) =>
    (JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string }).sid;
  const age = (accessToken: string, seconds: number) =>
    server.dataSource.query(`UPDATE login_sessions SET rotated_at = rotated_at - $2 * interval '1 second' WHERE id = $1`, [
      sessionOf(accessToken),
      seconds,
    ]);

  it('gives a new pair and keeps the session', async () => {
    const first = await logIn();
    const extended = firstValueFrom(server.app.get(SessionSignals).extended$);
    const { status, body } = await refresh(first.refreshToken);
    expect(status).toBe(200);
    expect(body.tokens?.refreshToken).not.toBe(first.refreshToken);
    expect(sessionOf(body.token ?? '')).toBe(sessionOf(first.accessToken));
    expect(await works(body.token)).toBe(true);
    expect(await extended).toEqual({ sessionId: sessionOf(first.accessToken), expiresAt: new Date(body.expiresAt) });
  });

  it('gives twenty requests at once with the same token the same pair', async () => {
    const first = await logIn();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(first.refreshToken)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.tokens))).size).toBe(1);
    expect((await refresh(answers[0]?.body.tokens?.refreshToken ?? '')).status).toBe(200);
  });

  it('answers a lost answer again within 30 s, and cuts the session after that', async () => {
    const first = await logIn();
    const { body } = await refresh(first.refreshToken);
    await age(first.accessToken, 25);
    expect((await refresh(first.refreshToken)).body.tokens?.refreshToken).toBe(body.tokens?.refreshToken);
    await age(first.accessToken, 6);
    const revoked = firstValueFrom(server.app.get(SessionSignals).revoked$);
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect(await revoked).toEqual({ sessionId: sessionOf(first.accessToken) });
    expect(await works(body.token)).toBe(false);
    expect((await refresh(body.tokens?.refreshToken ?? '')).status).toBe(401);
  });

  it('cuts the session when a token is used after its successor was', async () => {
    const first = await logIn();
    const second = (await refresh(first.refreshToken)).body.tokens;
    const third = (await refresh(second?.refreshToken ?? '')).body.tokens;
    expect((await refresh(first.refreshToken)).status).toBe(401);
    expect(await works(third?.accessToken)).toBe(false);
    const [row] = await server.dataSource.query<{ detail: { reason: string } }[]>(
      `SELECT detail FROM audit_log WHERE action = 'session.ended' AND subject_id = $1`,
      [sessionOf(first.accessToken)],
    );
    expect(row?.detail.reason).toBe('refresh token used again');
  });

  it('ends nothing for a token that this server never made', async () => {
    const { accessToken, refreshToken } = await logIn();
    const bytes = Buffer.from(refreshToken, 'base64url');
    bytes.writeUInt8(bytes.readUInt8(30) ^ 1, 30);
    for (const forged of [bytes.toString('base64url'), 'nonsense', accessToken.slice(0, 200), '']) {
      expect((await refresh(forged)).status).toBe(401);
    }
    expect(await works(accessToken)).toBe(true);
  });

  it('refuses when the session has run out or the account was closed', async () => {
    const { accessToken, refreshToken } = await logIn();
    await server.dataSource.query(`UPDATE login_sessions SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      sessionOf(accessToken),
    ]);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect(await works(accessToken)).toBe(false);
  });

  it('stores no token', async () => {
    const { refreshToken } = await logIn();
    const successor = (await refresh(refreshToken)).body.tokens?.refreshToken ?? '';
    const [row] = await server.dataSource.query<Record<string, unknown>[]>(
      'SELECT * FROM login_sessions ORDER BY last_used_at DESC LIMIT 1',
    );
    for (const token of [refreshToken, successor]) {
      for (const value of Object.values(row ?? {})) {
        if (!Buffer.isBuffer(value)) continue;
        expect(value.includes(Buffer.from(token))).toBe(false);
        expect(value.includes(Buffer.from(token, 'base64url').subarray(16))).toBe(false);
      }
    }
  });

  it('works with cookies, and clears them once the session is over', async () => {
    const browser = await browserOf(server, email);
    const before = browser.cookies.get('invigil_refresh');
    expect((await browser.post<SignedIn>('/auth/refresh')).status).toBe(200);
    expect(browser.cookies.get('invigil_refresh')).not.toBe(before);
    await server.dataSource.query('UPDATE login_sessions SET revoked_at = now()');
    expect((await browser.post('/auth/refresh')).status).toBe(401);
    // what is left names the browser, not who used it
    expect([...browser.cookies.keys()]).toEqual(['invigil_device']);
    expect((await browserClient(server.url).post('/auth/refresh')).status).toBe(401);
  });
});
