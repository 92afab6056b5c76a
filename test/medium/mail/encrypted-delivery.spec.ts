import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ExamDetail, InvitationLink, MailPage, MailSummary } from '@invigil/shared';
import { Mailer } from '../../../apps/api/src/mail/mailer.service.js';
import { freePort } from '../../support/free-port.js';
import { setUpAdministrator, type Someone } from '../../support/people.js';
import { startMailServer, type MailServer } from '../../support/smtp.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const PATIENCE = { timeout: 45_000, interval: 100 };
const PASSWORD = 'hunter2-canary';
/** Of every server that this file has started: the first one's stream may hear the lines of the later ones, too. */
const logs: string[][] = [];
const logged = (): string => logs.flat().join('');

describe.each([
  ['TLS from the first byte (smtps)', 'smtps', true],
  ['TLS once the connection stands (smtp, STARTTLS)', 'smtp', false],
])('mails to a server that asks for a password, over %s', (_, scheme, implicit) => {
  let server: TestApp;
  let administrator: Someone;
  let smtp: MailServer;
  let password = PASSWORD;

  const newest = async (): Promise<MailSummary | undefined> => (await administrator.get<MailPage>('/api/mails')).body.mails[0];
  const until = (state: string) => expect.poll(async () => (await newest())?.state, PATIENCE).toBe(state);
  const queue = (to: string): Promise<void> =>
    server.app
      .get(DataSource)
      .transaction((manager) =>
        server.app.get(Mailer).queue({ kind: 'reset-password', to, personId: null, link: '/reset#canary-token' }, manager),
      );
  /** What waits for its next try need wait no longer. */
  const letTimePass = async (): Promise<void> => {
    const soon = `now() - interval '1 second'`;
    await server.dataSource.query(`UPDATE mails SET next_try_at = ${soon} WHERE state = 'queued'`);
    await server.dataSource.query(`UPDATE pgboss.job SET start_after = ${soon} WHERE name = 'mail' AND state IN ('created', 'retry')`);
  };
  const start = async (options: string): Promise<void> => {
    const port = await freePort();
    smtp = await startMailServer({ port, guarded: { implicit, password: () => password } });
    const url = `${scheme}://exams%40example.org:${PASSWORD}@127.0.0.1:${String(port)}${options}`;
    server = await startTestApp({ overrides: { smtp: { url, from: 'Invigil <exams@example.org>' } } });
    logs.push(server.logs);
    administrator = await setUpAdministrator(server);
  };
  /** The password in any form in which it goes over the wire, or might be written down. */
  const expectNoPassword = async (): Promise<void> => {
    const jobs = JSON.stringify(await server.dataSource.query(`SELECT (j.*)::text AS row FROM pgboss.job j`));
    const mails = JSON.stringify(await server.dataSource.query(`SELECT (m.*)::text AS row FROM mails m`));
    const page = JSON.stringify((await administrator.get('/api/mails')).body);
    const plain = Buffer.from(`\0exams@example.org\0${PASSWORD}`).toString('base64');
    for (const place of [logged(), jobs, mails, page])
      for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), plain]) expect(place).not.toContain(secret);
  };

  describe('whose certificate the operator has accepted', () => {
    beforeAll(() => start('?tls.rejectUnauthorized=false'));
    afterAll(async () => {
      await smtp.close();
      await server.close();
    });
    afterEach(() => {
      password = PASSWORD;
    });

    it('are handed over encrypted, by whoever signed in', async () => {
      await queue('ann@example.org');
      await expect.poll(() => smtp.arrived.length, PATIENCE).toBe(1);
      expect(smtp.arrived[0]).toMatchObject({ to: ['ann@example.org'], user: 'exams@example.org', encrypted: true });
      await until('sent');
      await expectNoPassword();
    });

    it('wait while the password is wrong, which an administrator reads without the password, and go once it is right', async () => {
      password = 'changed since';
      await queue('bob@example.org');
      await expect.poll(async () => (await newest())?.tries, PATIENCE).toBe(1);
      const waiting = await newest();
      expect(waiting).toMatchObject({ recipient: 'bob@example.org', state: 'queued', nextTryAt: expect.any(String) as string });
      expect(waiting?.lastError).toMatch(/^The mail server refused the user or password of SMTP_URL\. It answered: 535 /);
      await expect.poll(logged, PATIENCE).toContain('refused the user or password');
      await expectNoPassword();
      await letTimePass();
      await expect.poll(async () => (await newest())?.tries, PATIENCE).toBe(2);
      password = PASSWORD;
      await letTimePass();
      await until('sent');
      expect(smtp.arrived.at(-1)).toMatchObject({ to: ['bob@example.org'], user: 'exams@example.org', encrypted: true });
    });

    it('tell whoever invites people that their mails are on the way, not that they wait for an administrator', async () => {
      const opensAt = new Date(Date.now() + 3_600_000).toISOString();
      const closesAt = new Date(Date.now() + 7_200_000).toISOString();
      const exam = await administrator.post<ExamDetail>('/api/exams', { title: 'Algebra', opensAt, closesAt, durationMinutes: 60 });
      const people = [{ email: 'cleo@example.org', name: 'Cleo' }];
      const links = await administrator.post<InvitationLink[]>(`/api/exams/${exam.body.id}/roster`, { people, mail: true });
      expect(links.body.map(({ mail }) => mail)).toEqual(['queued']);
      await expect.poll(() => smtp.arrived.at(-1)?.to, PATIENCE).toEqual(['cleo@example.org']);
      await until('sent');
    });
  });

  it('are not handed over, nor is the password sent, where nobody vouches for the certificate', async () => {
    await start('');
    try {
      await queue('dan@example.org');
      await expect.poll(async () => (await newest())?.tries, PATIENCE).toBe(1);
      expect(await newest()).toMatchObject({ state: 'queued', lastError: expect.stringContaining('certificate') as string });
      expect([smtp.signIns(), smtp.arrived.length]).toEqual([0, 0]);
    } finally {
      await smtp.close();
      await server.close();
    }
  });
});
