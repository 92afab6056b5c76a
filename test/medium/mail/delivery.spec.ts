import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MailPage, MailSummary } from '@invigil/shared';
import { Mailer } from '../../../apps/api/src/mail/mailer.service.js';
import type { Mail } from '../../../apps/api/src/mail/mail-content.js';
import { facePhoto } from '../../support/faces/index.js';
import { freePort } from '../../support/free-port.js';
import { programClient } from '../../support/http.js';
import { setUpAdministrator, type Someone } from '../../support/people.js';
import { startMailServer, type Arrived, type MailServer, type MailServerOptions } from '../../support/smtp.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const PATIENCE = { timeout: 45_000, interval: 100 };
const TOKEN = 'canary-token-8c1f';
const reset = (to: string): Mail => ({ kind: 'reset-password', to, personId: null, link: `/reset#${TOKEN}` });

describe('mails over SMTP', () => {
  let server: TestApp;
  let mailServer: MailServer | undefined;
  let port: number;
  let administrator: Someone;

  const startMail = async (options: Omit<MailServerOptions, 'port'> = {}): Promise<MailServer> => {
    mailServer = await startMailServer({ port, ...options });
    return mailServer;
  };
  const queue = (...mails: Mail[]): Promise<void> =>
    server.app.get(DataSource).transaction(async (manager) => {
      for (const mail of mails) await server.app.get(Mailer).queue(mail, manager);
    });
  const list = async (): Promise<MailSummary[]> => (await administrator.get<MailPage>('/api/mails')).body.mails;
  const newest = async (): Promise<MailSummary | undefined> => (await list())[0];
  const until = (state: string) => expect.poll(async () => (await newest())?.state, PATIENCE).toBe(state);
  const failedOnce = () => expect.poll(async () => (await newest())?.tries, PATIENCE).toBeGreaterThan(0);
  const first = async (from: MailServer): Promise<Arrived> => {
    await expect.poll(() => from.arrived.length, PATIENCE).toBeGreaterThan(0);
    const [mail] = from.arrived;
    if (!mail) throw new Error('no mail');
    return mail;
  };
  /** What waits for its next try need wait no longer. */
  const letTimePass = async (): Promise<void> => {
    await server.dataSource.query(`UPDATE mails SET next_try_at = now() - interval '1 second' WHERE state = 'queued'`);
    await server.dataSource.query(
      `UPDATE pgboss.job SET start_after = now() - interval '1 second' WHERE name = 'mail' AND state IN ('created', 'retry')`,
    );
  };

  const forget = async (): Promise<void> => {
    await server.dataSource.query('DELETE FROM mails');
    await server.dataSource.query('DELETE FROM pgboss.job');
  };

  beforeAll(async () => {
    port = await freePort();
    const url = `smtp://user:hunter2-canary@127.0.0.1:${String(port)}?ignoreTLS=true`;
    server = await startTestApp({ overrides: { smtp: { url, from: 'Invigil <exams@example.org>' } } });
    administrator = await setUpAdministrator(server);
    await forget();
  });
  afterEach(async () => {
    await mailServer?.close();
    mailServer = undefined;
    await forget();
  });
  afterAll(() => server.close());

  it('cannot leave while the mail server is away, and the start says so and goes on', async () => {
    await expect.poll(() => server.logs.join(''), PATIENCE).toContain('Mails cannot be sent now');
    expect((await programClient(server.url).get('/health/live')).status).toBe(200);
  });

  it('arrive in text and HTML, sealed until then, with nothing secret in database or log', async () => {
    await queue({ ...reset('Ann <ann@example.org>'), to: 'ann@example.org' });
    const [stored] = await server.dataSource.query<{ row: string }[]>(
      `SELECT (m.*)::text || encode(m.sealed, 'escape') AS row FROM mails m`,
    );
    expect(stored?.row).toContain('ann@example.org');
    expect(stored?.row).not.toContain(TOKEN);
    const { mail, to, raw } = await first(await startMail());
    expect(to).toEqual(['ann@example.org']);
    expect(mail.from).toEqual({ name: 'Invigil', address: 'exams@example.org' });
    expect(mail.subject).toBe('Choose a new password');
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@localhost>$/);
    expect(mail.text).toContain(`${server.url}/reset#${TOKEN}`);
    expect(mail.html).toContain(`href="${server.url}/reset#${TOKEN}"`);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/im);
    await until('sent');
    expect(await newest()).toMatchObject({ readable: false, nextTryAt: null, lastError: '' });
    const jobs = await server.dataSource.query<{ row: string }[]>(`SELECT (j.*)::text AS row FROM pgboss.job j`);
    expect(jobs.length).toBeGreaterThan(0);
    for (const text of [JSON.stringify(jobs), server.logs.join('')]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain('hunter2-canary');
    }
  });

  it('are not sent when what caused them is rolled back', async () => {
    const smtp = await startMail();
    const cause = server.app.get(DataSource).transaction(async (manager) => {
      await server.app.get(Mailer).queue(reset('never@example.org'), manager);
      throw new Error('the cause failed');
    });
    await expect(cause).rejects.toThrow('the cause failed');
    // The one after it arrives alone: nothing was left behind.
    await queue(reset('next@example.org'));
    expect((await first(smtp)).to).toEqual(['next@example.org']);
    await until('sent');
    expect(smtp.arrived).toHaveLength(1);
    expect(await list()).toHaveLength(1);
    const [{ count } = { count: '' }] = await server.dataSource.query<{ count: string }[]>(
      `SELECT count(*) FROM pgboss.job WHERE name = 'mail'`,
    );
    expect(count).toBe('1');
  });

  it('are tried again after a refused connection, and an administrator reads why', async () => {
    await queue(reset('later@example.org'));
    await failedOnce();
    expect(await newest()).toMatchObject({ state: 'queued', lastError: expect.stringContaining('could not be reached') as string });
    expect((await newest())?.nextTryAt).not.toBeNull();
    const smtp = await startMail();
    await letTimePass();
    expect((await first(smtp)).to).toEqual(['later@example.org']);
    await until('sent');
  });

  it('come twice with one Message-ID when the connection drops after DATA', async () => {
    const smtp = await startMail();
    smtp.hangUpOnce();
    await queue(reset('twice@example.org'));
    await failedOnce();
    await letTimePass();
    await until('sent');
    expect(smtp.arrived).toHaveLength(2);
    const [one, two] = smtp.arrived.map(({ mail }) => mail);
    expect(one?.messageId).toBe(two?.messageId);
    expect(one?.date).toBe(two?.date);
  });

  it('are given up when the server will never take them, until an administrator tries again', async () => {
    let answer: string | undefined = '550 no mailbox, see https://example.org/help?token=abc';
    const smtp = await startMail({ refuse: () => answer });
    await queue(reset('gone@example.org'));
    await until('failed');
    const failed = await newest();
    expect(failed).toMatchObject({ tries: 1, nextTryAt: null });
    expect(failed?.lastError).toContain('refused the sender or the recipient');
    expect(failed?.lastError).toContain('[link]');
    expect(failed?.lastError).not.toContain('token=abc');
    answer = undefined;
    expect((await administrator.post<MailSummary>(`/api/mails/${failed?.id ?? ''}/retry`)).body).toMatchObject({ state: 'queued' });
    expect((await first(smtp)).to).toEqual(['gone@example.org']);
    await until('sent');
    expect((await administrator.post(`/api/mails/${failed?.id ?? ''}/retry`)).status).toBe(409);
    expect((await administrator.get(`/api/mails/${failed?.id ?? ''}`)).status).toBe(403);
  });

  it('go on after a restart', async () => {
    await queue(reset('restart@example.org'));
    await failedOnce();
    await server.close({ keep: true });
    const smtp = await startMail();
    server = await startTestApp({ resume: server });
    await letTimePass();
    expect((await first(smtp)).to).toEqual(['restart@example.org']);
    await until('sent');
  });

  it('go on after a process died in the middle of sending', async () => {
    // What such a process leaves behind: the mail held, its job active; both for a time that is over now.
    await queue(reset('killed@example.org'));
    await failedOnce();
    await server.dataSource.query(
      `UPDATE pgboss.job SET state = 'active', started_on = now() - interval '1 hour', start_after = now() - interval '1 hour' WHERE name = 'mail' AND state IN ('created', 'retry')`,
    );
    await server.dataSource.query(`UPDATE mails SET next_try_at = now() - interval '1 second'`);
    await server.close({ keep: true });
    const smtp = await startMail();
    server = await startTestApp({ resume: server });
    expect((await first(smtp)).to).toEqual(['killed@example.org']);
    await until('sent');
    expect(smtp.arrived).toHaveLength(1);
  });

  it('carry a picture only where the settings say so', async () => {
    const smtp = await startMail();
    const jpeg = await facePhoto('student');
    const unknown: Mail = {
      kind: 'unknown-face',
      to: 'guard@example.org',
      personId: null,
      at: new Date(),
      monitorLink: '/monitor',
      picture: { jpeg, link: '/monitor/alerts/7' },
    };
    await queue(unknown);
    const { mail } = await first(smtp);
    expect(mail.attachments).toEqual([]);
    expect(mail.html).toContain(`href="${server.url}/monitor/alerts/7"`);
    const settings = (await administrator.get<Record<string, unknown>>('/api/settings')).body;
    expect((await administrator.put('/api/settings', { ...settings, mail: { attachPictures: true } })).status).toBe(200);
    await queue(unknown);
    await expect.poll(() => smtp.arrived.length, PATIENCE).toBe(2);
    const [picture] = smtp.arrived[1]?.mail.attachments ?? [];
    expect(picture).toMatchObject({ mimeType: 'image/jpeg', filename: 'picture.jpg' });
    expect(Buffer.from(picture?.content as ArrayBuffer).equals(jpeg)).toBe(true);
    expect(smtp.arrived[1]?.mail.html).toContain('src="cid:');
  });

  it('never go to the address of an account that has none', async () => {
    const smtp = await startMail();
    await queue({ ...reset(`brave-otter@face.invalid`), personId: randomUUID() }, reset('real@example.org'));
    expect((await first(smtp)).to).toEqual(['real@example.org']);
    expect(await list()).toHaveLength(1);
  });
});
