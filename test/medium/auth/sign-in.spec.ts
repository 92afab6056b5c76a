import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile, SignedIn } from '@invigil/shared';
import { browserClient, programClient } from '../../support/http.js';
import { browserOf, PASSWORD, setUpAdministrator, signUp } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refusal {
  status: 'error';
  message: string;
}

describe('signing up, in and out', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    await signUp(server, 'ann@example.org');
  });
  afterAll(() => server.close());

  it('gives programs their tokens in the body, and no cookies', async () => {
    const answer = await programClient(server.url).post<SignedIn>('/auth/signup', {
      email: ' Bob@Example.ORG ',
      password: PASSWORD,
      name: 'Bob',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ status: 'success', email: 'bob@example.org', role: 'student', name: 'Bob', lastLogin: null });
    expect(answer.body.token).toBe(answer.body.tokens?.accessToken);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [row] = await server.dataSource.query<{ password_hash: string; verified: boolean }[]>(
      `SELECT * FROM users WHERE email = 'bob@example.org'`,
    );
    expect(row?.password_hash).toMatch(/^\$argon2id\$/);
    expect(row?.verified).toBe(false);
  });

  it('gives browsers cookies that no script can read, and no tokens in the body', async () => {
    const browser = browserClient(server.url);
    const answer = await browser.post<SignedIn>('/auth/login', { email: 'ann@example.org', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body.lastLogin).not.toBeNull();
    expect(answer.body).not.toHaveProperty('token');
    expect(answer.body).not.toHaveProperty('tokens');
    const lines = answer.headers.getSetCookie();
    expect(lines.map((line) => line.split('=')[0])).toEqual(['invigil_device', 'invigil_access', 'invigil_refresh']);
    for (const line of lines) expect(line).toMatch(/HttpOnly.*SameSite=Lax/i);
    expect(lines.find((line) => line.startsWith('invigil_refresh='))).toContain('Path=/auth;');
    expect((await browser.get<Profile>('/auth/profile')).body.email).toBe('ann@example.org');
  });

  it.each([
    [{}, ['email', 'password']],
    [{ email: 'x@example.org' }, ['password']],
    [{ password: PASSWORD }, ['email']],
  ])('names what is missing in %j', async (body, missing) => {
    const answer = await programClient(server.url).post<Refusal>('/auth/signup', body);
    expect(answer.status).toBe(400);
    for (const name of missing) expect(answer.body.message).toContain(name);
  });

  it.each([
    [{ email: 'no address', password: PASSWORD }, 'email'],
    [{ email: 'short@example.org', password: 'short' }, 'password'],
    [{ email: 'x@example.org', password: PASSWORD, name: 7 }, 'name'],
    ['not json', 'JSON'],
  ])('refuses %j', async (body, word) => {
    const answer = await programClient(server.url).post<Refusal>('/auth/signup', body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(word);
  });

  it('refuses an address that is taken, also when two ask at once', async () => {
    const again = await programClient(server.url).post('/auth/signup', { email: 'ANN@example.org', password: PASSWORD });
    expect(again.status).toBe(409);
    const twins = await Promise.all(
      [1, 2].map(() => programClient(server.url).post('/auth/signup', { email: 'twin@example.org', password: PASSWORD })),
    );
    expect(twins.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('answers a wrong address, a wrong password and a closed account alike', async () => {
    await signUp(server, 'closed@example.org');
    await server.dataSource.query(`UPDATE users SET active = false WHERE email = 'closed@example.org'`);
    const tries = [
      { email: 'nobody@example.org', password: PASSWORD },
      { email: 'ann@example.org', password: 'not the password' },
      { email: 'closed@example.org', password: PASSWORD },
    ];
    const answers = await Promise.all(tries.map((body) => programClient(server.url).post('/auth/login', body)));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  it('signs a browser out: cookies gone, session over', async () => {
    const browser = await browserOf(server, 'ann@example.org');
    const stolen = browser.cookies.get('invigil_access');
    expect((await browser.post('/auth/logout')).status).toBe(200);
    expect([...browser.cookies.keys()], 'only what names the browser stays').toEqual(['invigil_device']);
    expect((await programClient(server.url, stolen).get('/auth/profile')).status).toBe(401);
    expect((await browser.post('/auth/logout')).status).toBe(200);
  });

  it('signs a program out by either of its tokens', async () => {
    const body = { email: 'ann@example.org', password: PASSWORD };
    for (const by of ['accessToken', 'refreshToken'] as const) {
      const { tokens } = (await programClient(server.url).post<SignedIn>('/auth/login', body)).body;
      const client = programClient(server.url, by === 'accessToken' ? tokens?.accessToken : undefined);
      await client.post('/auth/logout', by === 'refreshToken' ? { refreshToken: tokens?.refreshToken } : {});
      expect((await programClient(server.url, tokens?.accessToken).get('/auth/profile')).status).toBe(401);
    }
  });

  it('slows down whoever guesses, and nobody else', async () => {
    await signUp(server, 'victim@example.org');
    const guess = { email: 'victim@example.org', password: 'a wild guess' };
    const answers = await Promise.all(Array.from({ length: 30 }, () => programClient(server.url).post<Refusal>('/auth/login', guess)));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    const slowed = answers.find(({ status }) => status === 429);
    expect(slowed?.body.message).toMatch(/Wait \d+ minutes/);
    // The same address may still sign others in.
    expect((await programClient(server.url).post('/auth/login', { email: 'ann@example.org', password: PASSWORD })).status).toBe(200);
  });
});

describe('a server that the public reaches', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp({
      overrides: { production: true, masterKey: randomBytes(32), jwtSecret: 's'.repeat(48), throttleLimit: 15, trustProxy: 1 },
    });
    await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  it('gives cookies that only travel over HTTPS, to our own host', async () => {
    const answer = await browserClient(server.url).post('/auth/login', { email: 'admin@example.org', password: PASSWORD });
    expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    const [, access, refresh] = answer.headers.getSetCookie();
    expect(access).toMatch(/^__Host-invigil_access=.*Path=\/;.*Secure/);
    expect(access).not.toContain('Domain');
    expect(refresh).toMatch(/^__Secure-invigil_refresh=.*Path=\/auth;.*Secure/);
  });

  const post = (path: string, address: string, body: unknown = {}) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify(body),
    });
  const logIn = (address: string, email: string, password: string) => post('/auth/login', address, { email, password });
  const statuses = (answers: Response[]) => answers.map(({ status }) => status).sort((a, b) => a - b);

  it('counts guesses over many accounts by address, and does not lock the address of anybody else', async () => {
    const sprayed = await Promise.all(
      Array.from({ length: 8 }, (_, i) => logIn('192.0.2.1', `user${String(i)}@example.org`, 'Spring2026!')),
    );
    expect(statuses(sprayed)).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
    expect((await logIn('192.0.2.2', 'admin@example.org', PASSWORD)).status).toBe(200);
  });

  it('lets the owner in, however many addresses somebody guesses from', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 15 }, (_, i) => logIn(`198.51.100.${String(i % 5)}`, 'admin@example.org', `a wild guess ${String(i)}`)),
    );
    expect(statuses(guesses)).toEqual(Array<number>(15).fill(401));
    expect((await logIn('192.0.2.3', 'admin@example.org', PASSWORD)).status).toBe(200);
  });

  it('takes an IPv6 network for one address, whose owner has all of it', async () => {
    const within = (network: string, count: number) => Array.from({ length: count }, (_, i) => `2001:db8:0:${network}::${String(i + 1)}`);
    const guesses = within('1', 8).map((address, i) => logIn(address, `user${String(i)}@example.org`, 'Spring2026!'));
    expect(statuses(await Promise.all(guesses))).toEqual([401, 401, 401, 429, 429, 429, 429, 429]);
    const asked = within('2', 18).map((address) => post('/auth/passkeys/sign-in/options', address));
    expect(statuses(await Promise.all(asked))).toEqual([...Array<number>(15).fill(200), 429, 429, 429]);
    // the questions of a room that opens the page have left the answers their own room
    const unknown = { id: 'AAAA', response: { clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' } };
    const answered = within('2', 8).map((address) => post('/auth/passkeys/sign-in', address, unknown));
    expect(statuses(await Promise.all(answered)).filter((status) => status === 429)).toHaveLength(3);
    const begun = within('3', 3).map((address) => post('/api/liveness', address, { purpose: 'sign_in' }));
    // nobody signs in with a face here; whoever asks is counted before they are told
    expect(statuses(await Promise.all(begun))).toEqual([403, 429, 429]);
  });
});
