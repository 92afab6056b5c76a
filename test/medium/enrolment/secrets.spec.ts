import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemplateExpiry } from '../../../apps/api/src/enrolment/template-expiry.service.js';
import { consent } from '../../support/enrolment.js';
import { browserOf, PASSWORD, setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

/** 128 numbers of plausible length that stand out in any text. */
const CANARY = Array.from({ length: 128 }, (_, i) => 0.1234567 + i / 10_000_000);

interface OwnDescriptor {
  faceDescriptor: number[];
  faceDescriptorSaved: boolean;
}

describe('what must stay secret', () => {
  let server: TestApp;
  let administrator: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    administrator = await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const enrolled = async (email: string) => {
    const person = await signUp(server, email);
    await consent(person);
    expect((await person.post('/auth/profile/image', { faceDescriptor: CANARY })).status).toBe(201);
    return person;
  };
  const own = (person: Pick<Someone, 'get'>) => person.get<OwnDescriptor>('/auth/profile/face-descriptor');

  it('shows the descriptor to its owner alone, who gave the password within 10 minutes', async () => {
    const person = await enrolled('ann@example.org');
    const read = await own(person);
    expect(read.status).toBe(200);
    expect(read.body.faceDescriptorSaved).toBe(true);
    expect(read.body.faceDescriptor).toEqual([...Float32Array.from(CANARY)]);
    expect(read.headers.get('cache-control')).toBe('no-store');
    expect((await own(administrator)).status).toBe(404);
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, [person.id]);
    expect((await own(person)).status).toBe(403);
    expect((await person.post('/auth/prove', { password: 'wrong password' })).status).toBe(403);
    expect((await own(person)).status).toBe(403);
    expect((await person.post('/auth/prove', { password: PASSWORD })).status).toBe(200);
    expect((await own(person)).status).toBe(200);
    const looks = await server.dataSource.query<unknown[]>(`SELECT 1 FROM audit_log WHERE action = 'descriptor.read' AND actor_id = $1`, [
      person.id,
    ]);
    expect(looks).toHaveLength(2);
  });

  it('a refresh is no proof of the password', async () => {
    const person = await enrolled('bob@example.org');
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes' WHERE user_id = $1`, [person.id]);
    expect((await person.post('/auth/refresh', { refreshToken: person.refreshToken })).status).toBe(200);
    expect((await own(person)).status).toBe(403);
  });

  it('limits how often the descriptor is read', async () => {
    const person = await enrolled('carla@example.org');
    const statuses = [];
    for (let i = 0; i < 21; i++) statuses.push((await own(person)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });

  it('reaches no log line, no refusal and no profile', async () => {
    const password = 'canary-password-4711';
    const person = await enrolled('dora@example.org');
    const answers = [
      await person.get('/auth/profile'),
      await person.post('/auth/profile/image', { faceDescriptor: CANARY }),
      await person.post('/auth/profile/image', { faceDescriptor: [...CANARY, 1] }),
      await person.post('/auth/profile/image', { faceDescriptor: CANARY, frames: ['x'] }),
      await person.post('/auth/login', { email: 'dora@example.org', password }),
      await person.post('/auth/signup', { email: 'dora@example.org', password }),
      await person.post('/auth/signup', { email: 'nowhere', password }),
      await person.post('/auth/signup', `{"email":"dora@example.org","password":"${password}`),
      await person.post('/auth/prove', { password }),
      await administrator.get('/api/people'),
      await administrator.get('/api/audit?limit=200'),
    ];
    const browser = await browserOf(server, 'dora@example.org');
    const told = answers.map(({ body }) => JSON.stringify(body)).join('\n');
    const logged = server.logs.join('');
    expect(logged).toContain('/auth/profile/image');
    const tokens = [person.token, person.refreshToken, ...browser.cookies.values()];
    for (const secret of ['0.12345', password, PASSWORD, ...tokens]) {
      expect(logged.includes(secret)).toBe(false);
      expect(told.includes(secret)).toBe(false);
    }
  });

  it('is destroyed when nobody used it for twelve months', async () => {
    const [old, fresh] = [await enrolled('old@example.org'), await enrolled('fresh@example.org')];
    await server.dataSource.query(`UPDATE face_templates SET last_used_at = now() - interval '366 days' WHERE user_id = $1`, [old.id]);
    await server.app.get(TemplateExpiry).run(new Date());
    const keys = await server.dataSource.query<{ user_id: string }[]>(`SELECT user_id FROM data_keys WHERE purpose = 'template'`);
    expect(keys.map(({ user_id }) => user_id)).toContain(fresh.id);
    expect(keys.map(({ user_id }) => user_id)).not.toContain(old.id);
    expect(await server.dataSource.query('SELECT 1 FROM face_templates WHERE user_id = $1', [old.id])).toEqual([]);
  });
});
