import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TokenReader } from '../../../apps/api/src/auth/tokens/token-reader.js';
import { jwtSecretOf } from '../../../apps/api/src/keys/key-files.js';
import { programClient } from '../../support/http.js';
import { browserOf, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Claims = Record<string, unknown>;
const encode = (part: Claims): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const part = (token: string, index: number): Claims =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Claims;

describe('access tokens', () => {
  let server: TestApp;
  let someone: Someone;
  let claims: Claims;
  beforeAll(async () => {
    server = await startTestApp();
    someone = await setUpAdministrator(server);
    claims = part(someone.token, 1);
  });
  afterAll(() => server.close());

  const header = { alg: 'HS256', typ: 'access' };
  const make = (body: Claims, head: Claims = header, { secret = jwtSecretOf(server.config), hash = 'sha256' } = {}): string => {
    const text = `${encode(head)}.${encode(body)}`;
    return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
  };
  const now = () => Math.floor(Date.now() / 1000);

  it('hold nothing but who, which session, until when', () => {
    expect(part(someone.token, 0)).toEqual(header);
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
  });

  it('are taken when made by the rules, so that the refusals below are for the reason they name', async () => {
    expect((await programClient(server.url, make(claims)).get('/auth/profile')).status).toBe(200);
  });

  it.each<[string, () => string, string]>([
    ['no signature', () => `${encode({ alg: 'none', typ: 'access' })}.${encode(claims)}.`, 'Invalid token'],
    ['the signature of another secret', () => make(claims, header, { secret: 'x'.repeat(44) }), 'Invalid token'],
    ['another algorithm', () => make(claims, { ...header, alg: 'HS512' }, { hash: 'sha512' }), 'Invalid token'],
    [
      'changed claims',
      () => `${encode(header)}.${encode({ ...claims, sub: randomUUID() })}.${someone.token.split('.')[2] ?? ''}`,
      'Invalid token',
    ],
    ['another type', () => make(claims, { alg: 'HS256', typ: 'refresh' }), 'Invalid token'],
    ['no type', () => make(claims, { alg: 'HS256' }), 'Invalid token'],
    ['another audience', () => make({ ...claims, aud: 'elsewhere' }), 'Invalid token'],
    ['another issuer', () => make({ ...claims, iss: 'elsewhere' }), 'Invalid token'],
    ['no expiry', () => make({ ...claims, exp: undefined }), 'Invalid token'],
    ['a session that is no id', () => make({ ...claims, sid: "' OR 1=1 --" }), 'Invalid token'],
    ['an expiry in the past', () => make({ ...claims, exp: now() - 1 }), 'Token has expired'],
    ['an unknown session', () => make({ ...claims, sid: randomUUID() }), 'signed out'],
    ['the session of somebody else', () => make({ ...claims, sub: randomUUID() }), 'signed out'],
    ['no form at all', () => 'abc', 'Invalid token'],
  ])('with %s are refused, over HTTP and for sockets', async (_, token, message) => {
    const answer = await programClient(server.url, token()).get<{ status: string; message: string; error: { code: string } }>(
      '/auth/profile',
    );
    expect(answer).toMatchObject({ status: 401, body: { status: 'error', error: { code: 'UNAUTHENTICATED' } } });
    expect(answer.body.message).toContain(message);
    await expect(server.app.get(TokenReader).read(token())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('are asked for', async () => {
    const answer = await programClient(server.url).get<{ message: string }>('/auth/profile');
    expect(answer.status).toBe(401);
    expect(answer.body.message).toContain('Not authenticated');
  });

  it('of many people at once are never mixed up', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, (_, i) => signUp(server, `person${String(i)}@example.org`)));
    const asked = Array.from({ length: 60 }, (_, i) => people[i % 5] as Someone);
    const answers = await Promise.all(asked.map((person) => person.get<{ email: string }>('/auth/profile')));
    expect(answers.map(({ body }) => body.email)).toEqual(asked.map(({ email }) => email));
    const wrong = programClient(server.url, make(claims, header, { secret: 'x'.repeat(44) }));
    const mixed = await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? wrong : someone).get('/auth/profile')));
    expect(mixed.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, (_, i) => (i % 2 ? 401 : 200)));
  });

  it('tell sockets who it is', async () => {
    const person = await server.app.get(TokenReader).read(someone.token);
    expect(person).toEqual({
      id: someone.id,
      sessionId: claims['sid'],
      role: 'administrator',
      email: someone.email,
      name: 'Ada Admin',
      expiresAt: new Date(Number(claims['exp']) * 1000),
      method: 'password',
      provedAt: expect.any(Date) as Date,
      passkeyAt: null,
      faceVerifiedAt: null,
    });
  });

  it('in an Authorization header make cookies count for nothing', async () => {
    const { email } = someone;
    const browser = await browserOf(server, email);
    const status = async (authorization: string) =>
      (await fetch(`${server.url}/auth/profile`, { headers: { cookie: browser.cookieHeader(), authorization } })).status;
    expect(await status('Bearer wrong')).toBe(401);
    expect(await status('Basic eDp5')).toBe(401);
    expect(await status(`Bearer ${someone.token}`)).toBe(200);
  });

  it('stop working the moment the account is closed', async () => {
    await server.dataSource.query('UPDATE users SET active = false WHERE id = $1', [someone.id]);
    expect((await someone.get('/auth/profile')).status).toBe(401);
    await server.dataSource.query('UPDATE users SET active = true WHERE id = $1', [someone.id]);
    expect((await someone.get('/auth/profile')).status).toBe(200);
  });
});
