import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '@invigil/shared';
import { programClient } from '../../support/http.js';
import { PASSWORD } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const admin = { email: 'Admin@Example.org', password: PASSWORD, name: 'Ada' };

describe('the first visit', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
  });
  afterAll(() => server.close());

  it('lets nobody sign up before the server is set up', async () => {
    const client = programClient(server.url);
    expect((await client.get('/api/setup')).body).toEqual({ needed: true });
    const refused = await client.post<{ message: string }>('/auth/signup', { email: 'early@example.org', password: PASSWORD });
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain('set-up link');
    expect(await server.dataSource.query('SELECT 1 FROM users')).toEqual([]);
  });

  it('refuses a wrong token, and an old one once a new one was printed', async () => {
    const old = await server.setupToken();
    await server.setupToken();
    for (const token of ['made-up', old]) {
      expect((await programClient(server.url).post('/api/setup', { ...admin, token })).status).toBe(403);
    }
  });

  it('makes one administrator of two who use the link at once', async () => {
    const token = await server.setupToken();
    const answers = await Promise.all(
      ['one@example.org', 'two@example.org'].map((email) => programClient(server.url).post('/api/setup', { ...admin, email, token })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
    expect(await server.dataSource.query('SELECT role, verified FROM users')).toEqual([{ role: 'administrator', verified: true }]);
  });

  it('is over after that', async () => {
    const client = programClient(server.url);
    expect((await client.get('/api/setup')).body).toEqual({ needed: false });
    expect((await client.post('/api/setup', { ...admin, token: await server.setupToken() })).status).toBe(409);
    const student = await client.post<SignedIn>('/auth/signup', { email: 'student@example.org', password: PASSWORD });
    expect(student).toMatchObject({ status: 201, body: { role: 'student', name: null } });
  });
});
