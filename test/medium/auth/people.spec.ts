import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type AuditPage, type PersonRow, type Role } from '@invigil/shared';
import { SessionSignals } from '../../../apps/api/src/auth/sessions/session-signals.js';
import { programClient, type Client } from '../../support/http.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('people and roles', () => {
  let server: TestApp;
  let people: Record<Role, Someone>;
  beforeAll(async () => {
    server = await startTestApp();
    const administrator = await setUpAdministrator(server);
    const [student, proctor, instructor] = await Promise.all([
      signUp(server, 'student@example.org'),
      signUp(server, 'proctor@example.org', 'proctor', administrator),
      signUp(server, 'instructor@example.org', 'instructor', administrator),
    ]);
    people = { student, proctor, instructor, administrator };
  });
  afterAll(() => server.close());

  const nobody = '00000000-0000-7000-8000-000000000000';
  const calls: [string, (client: Client) => Promise<{ status: number }>, Role[], number][] = [
    ['GET /api/people', (client) => client.get('/api/people'), ['administrator'], 200],
    ['PATCH /api/people/:id/role', (client) => client.patch(`/api/people/${nobody}/role`, { role: 'student' }), ['administrator'], 404],
    [
      'POST /api/people/:id/template/reset',
      (client) => client.post(`/api/people/${nobody}/template/reset`, { reason: 'x' }),
      ['administrator'],
      404,
    ],
    [
      'PATCH /api/people/:id/active',
      (client) => client.patch(`/api/people/${nobody}/active`, { active: false, reason: 'x' }),
      ['administrator'],
      404,
    ],
    ['GET /api/audit', (client) => client.get('/api/audit'), ['administrator'], 200],
    ['GET /api/portraits', (client) => client.get('/api/portraits'), ['instructor', 'administrator'], 200],
    ['GET /api/portraits/:id/image', (client) => client.get(`/api/portraits/${nobody}/image`), ['instructor', 'administrator'], 404],
    [
      'POST /api/portraits/:id',
      (client) => client.post(`/api/portraits/${nobody}`, { decision: 'approve' }),
      ['instructor', 'administrator'],
      404,
    ],
    ['GET /auth/profile', (client) => client.get('/auth/profile'), [...ROLES], 200],
    ['GET /api/events', (client) => client.get('/api/events'), [...ROLES], 200],
    ['GET /auth/privacy', (client) => client.get('/auth/privacy'), [...ROLES], 200],
    ['GET /auth/stored', (client) => client.get('/auth/stored'), [...ROLES], 200],
    ['GET /auth/consents', (client) => client.get('/auth/consents'), [...ROLES], 200],
    ['GET /auth/profile/face-descriptor', (client) => client.get('/auth/profile/face-descriptor'), [...ROLES], 404],
  ];

  it.each(calls)('%s is for its roles only', async (_, call, allowed, status) => {
    const answers = await Promise.all(ROLES.map(async (role) => [role, (await call(people[role])).status]));
    expect(answers).toEqual(ROLES.map((role) => [role, allowed.includes(role) ? status : 403]));
    expect((await call(programClient(server.url))).status).toBe(401);
  });

  it('lists and finds people, and takes no wildcard', async () => {
    const all = (await people.administrator.get<PersonRow[]>('/api/people')).body;
    expect(all.map(({ email }) => email)).toEqual([
      'admin@example.org',
      'instructor@example.org',
      'proctor@example.org',
      'student@example.org',
    ]);
    expect(all[3]).toMatchObject({
      role: 'student',
      active: true,
      templateState: null,
      name: 'student',
      lastLogin: expect.any(String) as string,
    });
    expect(JSON.stringify(all)).not.toContain('argon2');
    const find = async (q: string) =>
      (await people.administrator.get<PersonRow[]>(`/api/people?q=${encodeURIComponent(q)}`)).body.map(({ email }) => email);
    expect(await find('ADA')).toEqual(['admin@example.org']);
    expect(await find('proct')).toEqual(['proctor@example.org']);
    expect(await find('%')).toEqual([]);
  });

  it('changes a role from the next request on, audits it and cuts open sockets', async () => {
    const someone = await signUp(server, 'rising@example.org');
    expect((await someone.get('/api/people')).status).toBe(403);
    const cut = firstValueFrom(server.app.get(SessionSignals).revoked$);
    const answer = await people.administrator.patch<PersonRow>(`/api/people/${someone.id}/role`, { role: 'administrator' });
    expect(answer).toMatchObject({ status: 200, body: { id: someone.id, role: 'administrator' } });
    expect((await cut).sessionId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await someone.get('/api/people')).status).toBe(200);
    const { entries } = (await people.administrator.get<AuditPage>('/api/audit?limit=1')).body;
    expect(entries[0]).toMatchObject({
      action: 'role.changed',
      actor: 'admin@example.org',
      subjectId: someone.id,
      subject: 'rising@example.org',
      detail: { from: 'student', to: 'administrator' },
    });
    await people.administrator.patch(`/api/people/${someone.id}/role`, { role: 'student' });
  });

  it('never loses the last administrator, also when two demote each other at once', async () => {
    const { administrator } = people;
    expect((await administrator.patch(`/api/people/${administrator.id}/role`, { role: 'student' })).status).toBe(409);
    const other = await signUp(server, 'other@example.org', 'administrator', administrator);
    const answers = await Promise.all([
      administrator.patch(`/api/people/${other.id}/role`, { role: 'student' }),
      other.patch(`/api/people/${administrator.id}/role`, { role: 'student' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await server.dataSource.query<{ email: string }[]>(`SELECT email FROM users WHERE role = 'administrator'`);
    expect(left).toHaveLength(1);
    await server.dataSource.query(`UPDATE users SET role = 'administrator' WHERE id = $1`, [administrator.id]);
  });

  it('pages the audit log, newest first, without gap or repeat', async () => {
    const { administrator } = people;
    const whole = (await administrator.get<AuditPage>('/api/audit?limit=200')).body;
    expect(whole.next).toBeNull();
    expect(whole.entries.length).toBeGreaterThan(3);
    const seen: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const page: AuditPage = (await administrator.get<AuditPage>(`/api/audit?limit=2${before && `&before=${before}`}`)).body;
      seen.push(...page.entries.map(({ id }) => id));
      before = page.next;
    }
    expect(seen).toEqual(whole.entries.map(({ id }) => id));
    expect([...seen].sort().reverse()).toEqual(seen);
    expect((await administrator.get('/api/audit?limit=0')).status).toBe(400);
  });

  it('narrows the audit log to a person, an area and a time, page by page', async () => {
    const { administrator } = people;
    const ask = async (query: string) => (await administrator.get<AuditPage>(`/api/audit?limit=200&${query}`)).body.entries;
    const whole = await ask('');
    const proctors = await ask('person=PROCTOR%40');
    // what they did, and what was done to them
    expect(proctors.map(({ action }) => action)).toEqual(expect.arrayContaining(['session.begun', 'role.changed']));
    expect(proctors).toEqual(whole.filter(({ actor, subject }) => [actor, subject].includes('proctor@example.org')));
    expect(proctors.length).toBeLessThan(whole.length);

    const roles = await ask('area=accounts');
    expect(roles.map(({ action }) => action)).toContain('role.changed');
    expect(roles).toEqual(whole.filter(({ action }) => /^(account|address|name|privacy|role)\./.test(action)));
    expect((await ask('area=accounts&person=proctor')).every(({ subject }) => subject === 'proctor@example.org')).toBe(true);

    const seen: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const query = `area=sign_in&limit=1${before && `&before=${before}`}`;
      const page: AuditPage = (await administrator.get<AuditPage>(`/api/audit?${query}`)).body;
      seen.push(...page.entries.map(({ id }) => id));
      before = page.next;
    }
    expect(seen).toEqual((await ask('area=sign_in')).map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(1);

    const at = whole.at(-2)?.at ?? '';
    const later = whole.filter((entry) => entry.at >= at);
    expect((await ask(`from=${at}`)).length).toBe(later.length);
    expect((await ask(`to=${at}`)).length).toBe(whole.length - later.length);
    expect(await ask('to=2000-01-01T00:00:00Z')).toEqual([]);
    // no wildcards, and nothing that the database cannot take
    for (const nobody of ['%25', '_', '%5C', "'--", '%2500']) expect(await ask(`person=${nobody}`)).toEqual([]);
    expect(await ask('person=%00')).toEqual(whole);

    // whose sitting or device it was
    const session = whole.find(({ action, actor }) => action === 'session.begun' && actor === 'student@example.org');
    expect(session?.subject).toBe('student@example.org');
  });

  it('says what is wrong with a filter of the audit log', async () => {
    const answers = await Promise.all(
      [
        'area=everything',
        'from=yesterday',
        'to=2026-13-01T00:00:00Z',
        'from=2026-02-01T00:00:00Z&to=2026-02-01T00:00:00Z',
        'person=a&person=b',
        `person=${'a'.repeat(255)}`,
        'before=1',
        'perosn=ann',
      ].map((query) => people.administrator.get<{ message: string }>(`/api/audit?${query}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    expect(answers[0]?.body.message).toMatch(/^area: Choose one of sign_in, /);
    expect(answers[3]?.body.message).toBe('to: Choose an end that lies after the beginning.');
    expect(answers[7]?.body.message).toContain('perosn');
    expect((await people.administrator.get('/api/audit?from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59Z')).status).toBe(200);
  });
});
