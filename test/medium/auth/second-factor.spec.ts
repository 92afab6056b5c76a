import { generate } from 'otplib';
import type { FreshCodes, PersonRow, SecondFactor, SecondFactors, SignedIn, TotpSetUp } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserClient, programClient, type Answer, type BrowserClient, type Client } from '../../support/http.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refusal {
  message: string;
  error: { code: string; challenge?: string; methods?: SecondFactor[] };
}

describe('the second step of signing in', () => {
  let server: TestApp;
  let administrator: Someone;
  beforeAll(async () => {
    server = await startTestApp({ overrides: { trustProxy: 1 } });
    administrator = await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const change = (sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> => server.dataSource.query(sql, values);
  /** Lets the last code be used again, as if its 30 s were over. */
  const forgetSteps = (id: string) => change('UPDATE totp_secrets SET last_step = 0 WHERE user_id = $1', id);
  const mails = (to: string) => change(`SELECT kind FROM mails WHERE recipient = $1 AND kind = 'second-factor-changed'`, to);
  const logIn = (client: Client, email: string) => client.post<Refusal>('/auth/login', { email, password: PASSWORD });
  const challengeOf = async (client: Client, email: string): Promise<string> => {
    const { status, body } = await logIn(client, email);
    expect([status, body.error.code]).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    return body.error.challenge ?? '';
  };
  const send = (client: Client, body: object) => client.post<SignedIn & Refusal>('/auth/second-factor', body);
  const code = (secret: string, steps = 0) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });

  /** Somebody with an authenticator app. */
  async function guarded(name: string) {
    const person = await signUp(server, `${name}@example.org`);
    const { secret } = (await person.post<TotpSetUp>('/auth/totp')).body;
    const confirmed = await person.post<FreshCodes>('/auth/totp/confirm', { code: await code(secret) });
    expect(confirmed.status).toBe(200);
    await forgetSteps(person.id);
    return { person, secret, codes: confirmed.body.recoveryCodes ?? [] };
  }

  it('is set up with a fresh proof, a code that shows that the app has it, and ten recovery codes shown once', async () => {
    const person = await signUp(server, 'ann@example.org');
    const state = async () => (await person.get<SecondFactors>('/auth/second-factor')).body;
    expect(await state()).toEqual({ totpSince: null, asked: false, recoveryCodesLeft: 0, passkeys: [] });
    expect((await person.post('/auth/recovery-codes')).status).toBe(409);
    const begun = await person.post<TotpSetUp>('/auth/totp');
    expect(begun.headers.get('cache-control')).toBe('no-store');
    const { secret, uri } = begun.body;
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain('ann%40example.org');
    // not asked for before it is confirmed
    expect((await logIn(programClient(server.url), person.email)).status).toBe(200);
    expect((await person.post('/auth/totp/confirm', { code: await code(secret, 5) })).status).toBe(400);
    expect((await person.post('/auth/totp/confirm', { code: 'abc' })).status).toBe(400);
    const { body } = await person.post<FreshCodes>('/auth/totp/confirm', { code: await code(secret) });
    expect(new Set(body.recoveryCodes).size).toBe(10);
    expect(await state()).toMatchObject({ asked: true, recoveryCodesLeft: 10, totpSince: expect.any(String) as string });
    expect((await person.post('/auth/totp')).status).toBe(409);
    expect(await mails(person.email)).toHaveLength(1);
    for (const kept of [secret, ...(body.recoveryCodes ?? [])]) {
      expect(server.logs.join('')).not.toContain(kept);
      const rows = JSON.stringify(
        await change(`SELECT encode(sealed, 'escape') AS s FROM totp_secrets UNION ALL SELECT encode(hash, 'escape') FROM recovery_codes`),
      );
      expect(rows).not.toContain(kept);
    }
    await change(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, person.id);
    for (const call of ['/auth/totp', '/auth/totp/confirm', '/auth/recovery-codes', '/auth/passkeys/options', '/auth/passkeys'])
      expect([call, (await person.post<Refusal>(call, { code: '123456' })).body.error.code]).toEqual([call, 'PROOF_REQUIRED']);
    expect((await person.delete('/auth/totp')).status).toBe(403);
    expect((await person.post('/auth/prove', { password: PASSWORD })).status).toBe(200);
    expect((await person.delete<SecondFactors>('/auth/totp')).body).toEqual({
      totpSince: null,
      asked: false,
      recoveryCodesLeft: 0,
      passkeys: [],
    });
    expect((await logIn(programClient(server.url), person.email)).status).toBe(200);
    expect(await mails(person.email)).toHaveLength(2);
  });

  it('signs in with a code, which counts once, also of twenty at once', async () => {
    const { person, secret } = await guarded('bea');
    const program = programClient(server.url);
    const { body } = await logIn(program, person.email);
    expect(body.error.methods).toEqual(['totp', 'recovery']);
    expect(JSON.stringify(body)).not.toContain('token');
    const [challenge, totp] = [body.error.challenge ?? '', await code(secret)];
    const spaced = `${totp.slice(0, 3)} ${totp.slice(3)}`;
    const done = await send(program, { challenge, totp: spaced });
    expect(done.status).toBe(200);
    expect((await programClient(server.url, done.body.token).get('/auth/profile')).status).toBe(200);
    expect((await send(program, { challenge, totp: await code(secret, 1) })).body.error.code).toBe('WRONG_STATE');
    expect((await send(program, { challenge: await challengeOf(program, person.email), totp })).status).toBe(401);
    const challenges = [];
    for (let i = 0; i < 20; i++) challenges.push(await challengeOf(program, person.email));
    const next = await code(secret, 1);
    const answers = await Promise.all(challenges.map((one) => send(program, { challenge: one, totp: next })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('signs in with a recovery code, once, however it is typed', async () => {
    const { person, codes } = await guarded('cleo');
    const program = programClient(server.url);
    const recovery = ` ${codes[3]?.toUpperCase().replace('-', ' ') ?? ''} `;
    expect((await send(program, { challenge: await challengeOf(program, person.email), recovery })).status).toBe(200);
    expect((await send(program, { challenge: await challengeOf(program, person.email), recovery })).status).toBe(401);
    expect((await person.get<SecondFactors>('/auth/second-factor')).body.recoveryCodesLeft).toBe(9);
    const used = await change(`SELECT 1 FROM audit_log WHERE action = 'recovery_code.used' AND actor_id = $1`, person.id);
    expect(used).toHaveLength(1);
    const renewed = (await person.post<FreshCodes>('/auth/recovery-codes')).body.recoveryCodes ?? [];
    expect(renewed).toHaveLength(10);
    expect((await send(program, { challenge: await challengeOf(program, person.email), recovery: codes[5] })).status).toBe(401);
    expect((await send(program, { challenge: await challengeOf(program, person.email), recovery: renewed[5] })).status).toBe(200);
  });

  it('takes nobody’s code for somebody else, also when rows are swapped', async () => {
    const [dora, eve] = [await guarded('dora'), await guarded('eve')];
    const program = programClient(server.url);
    expect((await send(program, { challenge: await challengeOf(program, dora.person.email), totp: await code(eve.secret) })).status).toBe(
      401,
    );
    expect((await send(program, { challenge: await challengeOf(program, dora.person.email), recovery: eve.codes[0] })).status).toBe(401);
    // somebody who can write to the database puts their own rows in the place of hers
    await change(
      'UPDATE totp_secrets SET sealed = (SELECT sealed FROM totp_secrets WHERE user_id = $2) WHERE user_id = $1',
      dora.person.id,
      eve.person.id,
    );
    await change('UPDATE recovery_codes SET user_id = $1 WHERE user_id = $2', dora.person.id, eve.person.id);
    const swapped = await send(program, { challenge: await challengeOf(program, dora.person.email), totp: await code(eve.secret) });
    expect(swapped.status).toBeGreaterThanOrEqual(400);
    expect((await send(program, { challenge: await challengeOf(program, dora.person.email), recovery: eve.codes[0] })).status).toBe(401);
  });

  it('is bound to the browser that began, to five minutes and to the password', async () => {
    const { person, secret } = await guarded('fay');
    const browser = browserClient(server.url);
    const challenge = await challengeOf(browser, person.email);
    expect(browser.cookies.has('invigil_access')).toBe(false);
    const totp = await code(secret);
    for (const thief of [browserClient(server.url), programClient(server.url)])
      expect((await send(thief, { challenge, totp })).body.error.code).toBe('WRONG_STATE');
    expect((await send(browser, { challenge: 'made-up', totp })).body.error.code).toBe('WRONG_STATE');
    await change('UPDATE second_steps SET expires_at = now() WHERE user_id = $1', person.id);
    expect((await send(browser, { challenge, totp })).body.error.code).toBe('WRONG_STATE');
    const again = await challengeOf(browser, person.email);
    const [{ password_hash: hash } = {}] = await change('SELECT password_hash FROM users WHERE id = $1', person.id);
    await change(`UPDATE users SET password_hash = 'changed' WHERE id = $1`, person.id);
    expect((await send(browser, { challenge: again, totp })).body.error.code).toBe('WRONG_STATE');
    await change('UPDATE users SET password_hash = $2 WHERE id = $1', person.id, hash);
    const foreign = browserClient(server.url, { origin: 'https://evil.example', site: 'cross-site' });
    for (const [name, value] of browser.cookies) foreign.cookies.set(name, value);
    expect((await send(foreign, { challenge: again, totp })).status).toBe(403);
    expect((await send(browser, { challenge: again, totp: await code(secret) })).status).toBe(200);
    expect(browser.cookies.has('invigil_access')).toBe(true);
  });

  it('slows whoever guesses down, and keeps nobody else out', async () => {
    const { person, secret, codes } = await guarded('gil');
    const from = (address: string) => {
      const call = async (path: string, body: object): Promise<Answer<SignedIn & Refusal>> => {
        const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
        const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
        return { status: answer.status, body: (await answer.json()) as SignedIn & Refusal, headers: answer.headers };
      };
      const challenge = async () => (await call('/auth/login', { email: person.email, password: PASSWORD })).body.error.challenge;
      const answer = (proof: object) => call('/auth/second-factor', proof);
      return { challenge, answer, guess: async (proof: object) => answer({ challenge: await challenge(), ...proof }) };
    };
    const thief = from('192.0.2.7');
    const challenges = [];
    for (let i = 0; i < 20; i++) challenges.push(await thief.challenge());
    const guesses = await Promise.all(challenges.map((challenge, i) => thief.answer({ challenge, totp: String(100_000 + i) })));
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(15);
    expect((await thief.guess({ totp: await code(secret) })).status).toBe(429);
    expect((await thief.guess({ recovery: codes[0] })).status).toBe(429);
    expect((await from('192.0.2.8').guess({ totp: await code(secret) })).status).toBe(200);
    // whoever has one address of an IPv6 network has them all
    const network = await Promise.all(
      Array.from({ length: 8 }, (_, i) => from(`2001:db8:0:7::${String(i + 1)}`).guess({ totp: String(300_000 + i) })),
    );
    expect(network.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
    const refused = await change(`SELECT 1 FROM audit_log WHERE action = 'second_factor.refused' AND actor_id = $1`, person.id);
    expect(refused.length).toBeGreaterThanOrEqual(1);
  });

  it('dies after five wrong tries of one challenge, whichever addresses they come from', async () => {
    const { person, secret } = await guarded('hal');
    const challenge = await challengeOf(programClient(server.url), person.email);
    const from = (address: string, totp: string) =>
      fetch(`${server.url}/auth/second-factor`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ challenge, totp }),
      });
    for (let i = 0; i < 5; i++) expect((await from(`192.0.2.${String(20 + i)}`, String(200_000 + i))).status).toBe(401);
    expect((await from('192.0.2.99', await code(secret))).status).toBe(409);
  });

  it('takes one proof at a time, of the form it has', async () => {
    const { person, secret } = await guarded('ida');
    const program = programClient(server.url);
    const challenge = await challengeOf(program, person.email);
    const totp = await code(secret);
    for (const body of [
      {},
      { challenge },
      { totp },
      { challenge, totp: '12345' },
      { challenge, totp, recovery: 'x' },
      { challenge, face: '' },
      { challenge, totp: { $ne: 1 } },
    ])
      expect((await send(program, body)).status).toBe(400);
    // nobody here compares faces
    expect((await send(program, { challenge, face: 'ticket' })).status).toBe(401);
    expect((await send(program, { challenge, totp })).status).toBe(200);
  });

  it('is reset by an administrator with a fresh proof and a reason, and told to its owner', async () => {
    const { person } = await guarded('jan');
    const path = `/api/people/${person.id}/second-factor/reset`;
    const reason = 'Came to the office with her passport.';
    const colleague = await signUp(server, 'instructor@example.org', 'instructor', administrator);
    for (const client of [person, colleague]) expect((await client.post(path, { reason })).status).toBe(403);
    expect((await programClient(server.url).post(path, { reason })).status).toBe(401);
    expect((await administrator.post(path, {})).status).toBe(400);
    await change(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, administrator.id);
    expect((await administrator.post<Refusal>(path, { reason })).body.error.code).toBe('PROOF_REQUIRED');
    await administrator.post('/auth/prove', { password: PASSWORD });
    const row = async () => (await administrator.get<PersonRow[]>('/api/people?q=jan')).body[0]?.secondFactor;
    expect(await row()).toBe(true);
    expect((await administrator.post(path, { reason })).status).toBe(200);
    expect(await row()).toBe(false);
    expect((await administrator.post(path, { reason })).status).toBe(404);
    expect((await logIn(programClient(server.url), person.email)).status).toBe(200);
    expect(await mails(person.email)).toHaveLength(2);
    const [entry] = await change(
      `SELECT actor_id, detail FROM audit_log WHERE action = 'second_factor.reset' AND subject_id = $1`,
      person.id,
    );
    expect(entry).toEqual({ actor_id: administrator.id, detail: { reason } });
  });

  it('of a browser ends in cookies, not in a body that a script can read', async () => {
    const { person, secret } = await guarded('kim');
    const browser: BrowserClient = browserClient(server.url);
    const done = await send(browser, { challenge: await challengeOf(browser, person.email), totp: await code(secret) });
    expect(done.body.tokens).toBeUndefined();
    expect((await browser.get('/auth/profile')).status).toBe(200);
  });
});
