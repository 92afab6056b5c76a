import type { PasskeyAdded, PasskeyRow, SecondFactor, SecondFactors, SessionRow, SignedIn } from '@invigil/shared';
import { parse } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserClient, programClient, type Client } from '../../support/http.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { SoftAuthenticator, type Asked } from '../../support/soft-authenticator.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

interface Refusal {
  message: string;
  error: { code: string; challenge?: string; methods?: SecondFactor[] };
}

describe('passkeys', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const change = (sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]> => server.dataSource.query(sql, values);
  const ask = async (client: Client, path: string, body?: object) => (await client.post<Asked>(path, body)).body;
  const add = async (person: Client, passkey: SoftAuthenticator, name = 'My phone') =>
    person.post<PasskeyAdded & Refusal>('/auth/passkeys', { name, passkey: passkey.create(await ask(person, '/auth/passkeys/options')) });
  const SIGN_IN = '/auth/passkeys/sign-in';

  /** Somebody with one passkey. */
  async function holder(name: string) {
    const person = await signUp(server, `${name}@example.org`);
    const passkey = new SoftAuthenticator(server.url);
    const added = await add(person, passkey);
    expect(added.status).toBe(201);
    return { person, passkey, added: added.body };
  }

  it('are added with a name, found again, renamed and removed, and bring recovery codes the first time', async () => {
    const { person, added } = await holder('ann');
    expect(added.recoveryCodes).toHaveLength(10);
    const second = await add(person, new SoftAuthenticator(server.url), 'The key on my ring');
    expect(second.body.recoveryCodes).toBeNull();
    const rows = (await person.get<PasskeyRow[]>('/auth/passkeys')).body;
    expect(rows.map(({ name, lastUsedAt }) => ({ name, lastUsedAt }))).toEqual([
      { name: 'My phone', lastUsedAt: null },
      { name: 'The key on my ring', lastUsedAt: null },
    ]);
    expect((await person.patch<PasskeyRow[]>(`/auth/passkeys/${rows[0]?.id ?? ''}`, { name: 'Old phone' })).body[0]?.name).toBe(
      'Old phone',
    );
    expect((await person.patch(`/auth/passkeys/${rows[0]?.id ?? ''}`, { name: '' })).status).toBe(400);
    for (const { id } of rows) expect((await person.delete(`/auth/passkeys/${id}`)).status).toBe(200);
    expect((await person.get<SecondFactors>('/auth/second-factor')).body).toEqual({
      totpSince: null,
      asked: false,
      recoveryCodesLeft: 0,
      passkeys: [],
    });
    const told = await change(`SELECT kind FROM mails WHERE recipient = $1 AND kind = 'second-factor-changed'`, person.email);
    expect(told).toHaveLength(4);
  });

  it('sign in without an address or a password, and count as a fresh proof', async () => {
    const { person, passkey } = await holder('bob');
    const browser = browserClient(server.url);
    const asked = await ask(browser, `${SIGN_IN}/options`);
    expect(asked).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(JSON.stringify(asked)).not.toContain(passkey.id);
    const handle = Buffer.from(parse(person.id)).toString('base64url');
    const done = await browser.post<SignedIn>(SIGN_IN, passkey.get(asked, { userHandle: handle }));
    expect(done).toMatchObject({ status: 200, body: { email: person.email } });
    expect(done.body.tokens).toBeUndefined();
    const own = (await browser.get<SessionRow[]>('/auth/sessions')).body.find(({ current }) => current);
    expect(own?.method).toBe('passkey');
    expect((await browser.post('/auth/passkeys/options')).status).toBe(200);
    const [session] = await change('SELECT proved_at, passkey_at FROM login_sessions WHERE id = $1', own?.id);
    expect(session?.['passkey_at']).toBeInstanceOf(Date);
    expect((await person.get<PasskeyRow[]>('/auth/passkeys')).body[0]?.lastUsedAt).not.toBeNull();
  });

  it.each<[string, Parameters<SoftAuthenticator['get']>[1]]>([
    ['for another page', { origin: 'https://evil.example' }],
    ['for another host', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { unverified: true }],
    ['of another kind', { type: 'webauthn.create' }],
    ['with somebody else’s handle', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
    ['that counted backwards', { counter: 1 }],
  ])('are refused when they were signed %s', async (_, lies) => {
    const { passkey } = await holder(`lies-${crypto.randomUUID()}`);
    const program = programClient(server.url);
    expect((await program.post(SIGN_IN, passkey.get(await ask(program, `${SIGN_IN}/options`)))).status).toBe(200);
    const answer = await program.post<Refusal>(SIGN_IN, passkey.get(await ask(program, `${SIGN_IN}/options`), lies));
    expect([answer.status, answer.body.error.code]).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('answer a challenge once, soon, from the browser and for the purpose it was made for', async () => {
    const { person, passkey } = await holder('cleo');
    const program = programClient(server.url);
    const used = passkey.get(await ask(program, `${SIGN_IN}/options`));
    const answers = await Promise.all(Array.from({ length: 20 }, () => program.post(SIGN_IN, used)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, ...Array.from({ length: 19 }, () => 400)]);
    const elsewhere = browserClient(server.url);
    expect((await elsewhere.post(SIGN_IN, passkey.get(await ask(program, `${SIGN_IN}/options`)))).status).toBe(400);
    const late = await ask(program, `${SIGN_IN}/options`);
    await change('UPDATE passkey_challenges SET expires_at = now()');
    expect((await program.post(SIGN_IN, passkey.get(late))).status).toBe(400);
    expect((await program.post(SIGN_IN, passkey.get({ challenge: 'bWFkZSB1cA' }))).status).toBe(400);
    expect((await program.post(SIGN_IN, passkey.get(await ask(person, '/auth/prove/passkey/options')))).status).toBe(400);
    const forSignIn = passkey.get(await ask(person, `${SIGN_IN}/options`));
    expect((await person.post('/auth/prove', { passkey: forSignIn })).status).toBe(400);
    // both are made for the session: only what they are for tells them apart
    const forNewOne = passkey.get(await ask(person, '/auth/passkeys/options'));
    expect((await person.post('/auth/prove', { passkey: forNewOne })).status).toBe(400);
    const forProof = new SoftAuthenticator(server.url).create(await ask(person, '/auth/prove/passkey/options'));
    expect((await person.post('/auth/passkeys', { name: 'x', passkey: forProof })).status).toBe(400);
    expect((await program.post(SIGN_IN, { ...used, response: { ...used.response, clientDataJSON: 'bm90IGpzb24' } })).status).toBe(400);
    const foreign = browserClient(server.url, { origin: 'https://evil.example', site: 'cross-site' });
    expect((await foreign.post(`${SIGN_IN}/options`)).status).toBe(403);
  });

  it('are made for the session that asked, on our own page, with a person present', async () => {
    const person = await signUp(server, 'dan@example.org');
    const other = await signUp(server, 'dora@example.org');
    const passkey = new SoftAuthenticator(server.url);
    const make = async (client: Someone, lies = {}) => ({
      name: 'x',
      passkey: passkey.create(await ask(client, '/auth/passkeys/options'), lies),
    });
    const body = await make(other);
    expect((await person.post('/auth/passkeys', body)).status).toBe(400);
    for (const lies of [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { unverified: true }, { type: 'webauthn.get' }])
      expect((await person.post('/auth/passkeys', await make(person, lies))).status).toBe(400);
    const good = await make(person);
    expect((await person.post('/auth/passkeys', good)).status).toBe(201);
    expect((await person.post('/auth/passkeys', good)).status).toBe(400);
    // the same credential on a second account would sign in to whichever comes first
    expect((await other.post('/auth/passkeys', await make(other))).status).toBe(409);
  });

  it('of somebody else cannot be seen, renamed, removed or used, also when rows are swapped', async () => {
    const [eve, fay] = [await holder('eve'), await holder('fay')];
    const id = fay.added.passkey.id;
    expect(JSON.stringify((await eve.person.get('/auth/passkeys')).body)).not.toContain(id);
    expect((await eve.person.patch(`/auth/passkeys/${id}`, { name: 'Mine' })).status).toBe(404);
    expect((await eve.person.delete(`/auth/passkeys/${id}`)).status).toBe(404);
    const prove = async (passkey: SoftAuthenticator) =>
      eve.person.post('/auth/prove', { passkey: passkey.get(await ask(eve.person, '/auth/prove/passkey/options')) });
    expect((await prove(fay.passkey)).status).toBe(401);
    await change(`UPDATE login_sessions SET proved_at = NULL WHERE user_id = $1`, eve.person.id);
    expect((await eve.person.delete(`/auth/passkeys/${eve.added.passkey.id}`)).status).toBe(403);
    expect((await prove(eve.passkey)).status).toBe(200);
    // somebody who can write to the database gives fay's row to eve: the handle inside the authenticator still says fay
    await change('UPDATE passkeys SET user_id = $1 WHERE id = $2', eve.person.id, id);
    const program = programClient(server.url);
    const handle = Buffer.from(parse(fay.person.id)).toString('base64url');
    const answer = await program.post(SIGN_IN, fay.passkey.get(await ask(program, `${SIGN_IN}/options`), { userHandle: handle }));
    expect(answer.status).toBe(401);
  });

  it('are a second step after the password, for the account that began it only', async () => {
    const [gus, hal] = [await holder('gus'), await holder('hal')];
    const program = programClient(server.url);
    const begin = async (email: string) => {
      const { status, body } = await program.post<Refusal>('/auth/login', { email, password: PASSWORD });
      expect([status, body.error.methods]).toEqual([401, ['passkey', 'recovery']]);
      const challenge = body.error.challenge ?? '';
      return { challenge, asked: await ask(program, '/auth/second-factor/passkey/options', { challenge }) };
    };
    const first = await begin(gus.person.email);
    expect(JSON.stringify(first.asked)).toContain(gus.passkey.id);
    const wrong = await program.post('/auth/second-factor', { challenge: first.challenge, passkey: hal.passkey.get(first.asked) });
    expect(wrong.status).toBe(401);
    const another = await begin(gus.person.email);
    const mixed = { challenge: first.challenge, passkey: gus.passkey.get(another.asked) };
    expect((await program.post('/auth/second-factor', mixed)).status).toBe(400);
    const last = await begin(gus.person.email);
    const right = { challenge: last.challenge, passkey: gus.passkey.get(last.asked) };
    const done = await program.post<SignedIn>('/auth/second-factor', right);
    expect(done.status).toBe(200);
    const [session] = await change(
      'SELECT method, passkey_at FROM login_sessions WHERE user_id = $1 ORDER BY created_at DESC LIMIT 1',
      gus.person.id,
    );
    expect(session).toEqual({ method: 'password', passkey_at: expect.any(Date) as Date });
    expect((await program.post('/auth/second-factor/passkey/options', { challenge: 'made-up' })).status).toBe(409);
  });

  it('open no account that was closed, with the same answer as for an unknown one', async () => {
    const { person, passkey } = await holder('ivy');
    await change('UPDATE users SET active = false WHERE id = $1', person.id);
    const program = programClient(server.url);
    const closed = await program.post<Refusal>(SIGN_IN, passkey.get(await ask(program, `${SIGN_IN}/options`)));
    const unknown = await program.post<Refusal>(SIGN_IN, new SoftAuthenticator(server.url).get(await ask(program, `${SIGN_IN}/options`)));
    expect(closed.status).toBe(401);
    expect(closed.body).toEqual(unknown.body);
  });
});
