import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, ROLES, type AuditPage, type MailPage, type OpenedMail, type Role } from '@invigil/shared';
import { MailRetention } from '../../../apps/api/src/mail/mail-retention.service.js';
import { Mailer } from '../../../apps/api/src/mail/mailer.service.js';
import type { Mail } from '../../../apps/api/src/mail/mail-content.js';
import { programClient, type Client } from '../../support/http.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const TOKEN = 'canary-token-51d0';
const DAY_MS = 86_400_000;
const nobody = '00000000-0000-7000-8000-000000000000';

describe('mails without a mail server', () => {
  let server: TestApp;
  let people: Record<Role, Someone>;

  const queue = (...mails: Mail[]): Promise<void> =>
    server.app.get(DataSource).transaction(async (manager) => {
      for (const mail of mails) await server.app.get(Mailer).queue(mail, manager);
    });
  const page = async (query = ''): Promise<MailPage> => (await people.administrator.get<MailPage>(`/api/mails${query}`)).body;
  const recipients = async (query: string): Promise<string[]> => (await page(query)).mails.map(({ recipient }) => recipient);
  const resetOf = (person: Someone): Mail => ({ kind: 'reset-password', to: person.email, personId: person.id, link: `/reset#${TOKEN}` });

  beforeAll(async () => {
    server = await startTestApp({
      overrides: { production: true, masterKey: randomBytes(32), jwtSecret: randomBytes(32).toString('hex') },
    });
    const administrator = await setUpAdministrator(server);
    const [student, proctor, instructor] = await Promise.all([
      signUp(server, 'student@example.org'),
      signUp(server, 'proctor@example.org', 'proctor', administrator),
      signUp(server, 'instructor@example.org', 'instructor', administrator),
    ]);
    people = { student, proctor, instructor, administrator };
    await server.dataSource.query('DELETE FROM mails');
  });
  afterEach(() => server.dataSource.query('DELETE FROM mails'));
  afterAll(() => server.close());

  const calls: [string, (client: Client) => Promise<{ status: number }>, number][] = [
    ['GET /api/mails', (client) => client.get('/api/mails'), 200],
    ['GET /api/mails/:id', (client) => client.get(`/api/mails/${nobody}`), 404],
    ['POST /api/mails/:id/retry', (client) => client.post(`/api/mails/${nobody}/retry`), 409],
    ['GET /api/settings', (client) => client.get('/api/settings'), 200],
    ['PUT /api/settings', (client) => client.put('/api/settings', DEFAULT_SETTINGS), 200],
  ];
  it.each(calls)('%s is for administrators only', async (_, call, status) => {
    const answers = await Promise.all(ROLES.map(async (role) => [role, (await call(people[role])).status]));
    expect(answers).toEqual(ROLES.map((role) => [role, role === 'administrator' ? status : 403]));
    expect((await call(programClient(server.url))).status).toBe(401);
  });

  it('says at the start where they can be read', async () => {
    await expect.poll(() => server.logs.join(''), { timeout: 30_000 }).toContain(`${server.url}/admin/mail`);
  });

  it('wait to be handed on, and whose account it is about can see that one was opened', async () => {
    const { student, administrator } = people;
    await queue(resetOf(student));
    const { mails, sending } = await page();
    expect(sending).toBe(false);
    expect(mails).toHaveLength(1);
    const [mail] = mails;
    expect(mail).toMatchObject({
      kind: 'reset-password',
      recipient: student.email,
      state: 'waiting',
      readable: true,
      tries: 0,
      sentAt: null,
    });
    expect(JSON.stringify(mails)).not.toContain(TOKEN);
    const opened = await administrator.get<OpenedMail>(`/api/mails/${mail?.id ?? ''}`);
    expect(opened.headers.get('cache-control')).toBe('no-store');
    expect(opened.body).toMatchObject({ recipient: student.email, link: `${server.url}/reset#${TOKEN}`, picture: null });
    expect(opened.body.text).toContain(`${server.url}/reset#${TOKEN}`);
    const { entries } = (await administrator.get<AuditPage>('/api/audit?limit=1')).body;
    expect(entries[0]).toMatchObject({ action: 'mail.opened', actorId: administrator.id, subjectType: 'user', subjectId: student.id });
    expect(JSON.stringify(entries)).not.toContain(TOKEN);
    expect((await administrator.post(`/api/mails/${mail?.id ?? ''}/retry`)).status).toBe(409);
    const jobs = await server.dataSource.query<unknown[]>(`SELECT 1 FROM pgboss.job WHERE name = 'mail'`);
    expect(jobs).toEqual([]);
    expect(server.logs.join('')).not.toContain(TOKEN);
  });

  it('do not open with what was sealed for another mail', async () => {
    await queue(resetOf(people.student), { kind: 'account-closed', to: 'other@example.org', personId: null, at: new Date() });
    await server.dataSource.query(
      `UPDATE mails SET sealed = o.sealed, wrapped = o.wrapped FROM mails o WHERE mails.kind = 'account-closed' AND o.kind = 'reset-password'`,
    );
    const [swapped] = (await page('?q=other')).mails;
    const answer = await people.administrator.get(`/api/mails/${swapped?.id ?? ''}`);
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer.body)).not.toContain(TOKEN);
  });

  it('are found by recipient and state, and paged without gap or repeat', async () => {
    const to = (name: string): Mail => ({ kind: 'account-closed', to: `${name}@example.org`, personId: null, at: new Date() });
    await queue(...['ann', 'bo', 'cy', 'annabel', 'di'].map(to));
    expect(await recipients('?q=ANN')).toEqual(['annabel@example.org', 'ann@example.org']);
    expect(await recipients('?q=%25')).toEqual([]);
    expect(await recipients('?state=sent')).toEqual([]);
    expect(await recipients('?state=waiting')).toHaveLength(5);
    const seen: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const part: MailPage = await page(`?limit=2${before && `&before=${before}`}`);
      seen.push(...part.mails.map(({ recipient }) => recipient));
      before = part.next;
    }
    expect(seen).toEqual(['di', 'annabel', 'cy', 'bo', 'ann'].map((name) => `${name}@example.org`));
    expect((await people.administrator.get('/api/mails?state=lost')).status).toBe(400);
  });

  it('lose what they say after 30 days, and their row after 180', async () => {
    await queue(resetOf(people.student));
    const [mail] = (await page()).mails;
    const job = server.app.get(MailRetention);
    await job.run(new Date(Date.now() + 29 * DAY_MS));
    expect((await page()).mails[0]?.readable).toBe(true);
    await job.run(new Date(Date.now() + 31 * DAY_MS));
    expect((await page()).mails[0]).toMatchObject({ readable: false, state: 'waiting' });
    const stored = await server.dataSource.query<unknown[]>('SELECT wrapped, sealed FROM mails');
    expect(stored).toEqual([{ wrapped: null, sealed: null }]);
    expect((await people.administrator.get(`/api/mails/${mail?.id ?? ''}`)).status).toBe(403);
    await job.run(new Date(Date.now() + 181 * DAY_MS));
    expect((await page()).mails).toEqual([]);
  });
});
