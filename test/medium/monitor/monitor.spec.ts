import { access, readdir, readFile } from 'node:fs/promises';
import { facePhoto } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, type KnownFaces as KnownFacesList, type MonitorAlertPage, type MonitorLook } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../apps/api/src/analysis/analysis.service.js';
import { KnownFaces } from '../../../apps/api/src/enrolment/known-faces.service.js';
import { TemplateKeeper } from '../../../apps/api/src/enrolment/template-keeper.service.js';
import { Mailer } from '../../../apps/api/src/mail/mailer.service.js';
import { AlarmService } from '../../../apps/api/src/monitor/alarm.service.js';
import { MonitorAlertRow } from '../../../apps/api/src/monitor/monitor-alert.entity.js';
import { MonitorRetention } from '../../../apps/api/src/monitor/monitor-retention.service.js';
import { SettingsService } from '../../../apps/api/src/settings/settings.service.js';
import { enrol } from '../../support/enrolled.js';
import { dataUrl } from '../../support/enrolment.js';
import { mailsTo } from '../../support/mails.js';
import { importPhoto, openMonitorPage, type MonitorPage } from '../../support/monitor-page.js';
import { account, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const GUARD = 'guard@example.org';
const kinds = ({ faces }: MonitorLook): string[] => faces.map(({ kind }) => kind);

describe('the live monitor', () => {
  let server: TestApp;
  let ada: Account;
  let page: MonitorPage;
  const pages: MonitorPage[] = [];
  const known = () => server.app.get(KnownFaces, { strict: false });
  const open = async (person: { token: string } = ada): Promise<MonitorPage> => {
    const opened = await openMonitorPage(server.url, person.token);
    pages.push(opened);
    return opened;
  };
  const alerts = async (): Promise<MonitorAlertPage> => (await ada.get<MonitorAlertPage>('/api/monitor/alerts')).body;
  /** The last alert was so long ago. */
  const lastAlert = (seconds: number) =>
    server.dataSource.query(`UPDATE monitor_state SET alerted_at = now() - make_interval(secs => $1)`, [seconds]);
  const recipients = async (list: string[]): Promise<void> => {
    const settings = server.app.get(SettingsService, { strict: false });
    const now = await settings.read();
    await settings.write(ada.id, { ...now, monitor: { ...now.monitor, recipients: list } }, '');
  };
  const agreed = async (name: string, scene: Parameters<typeof enrol>[2]): Promise<Account> => {
    const person = await account(server, 'student', name);
    await enrol(server, person, scene);
    expect((await person.post('/auth/consents', { kind: 'monitor', version: CONSENT_VERSIONS.monitor })).status).toBe(201);
    return person;
  };

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    ada = await account(server, 'administrator', 'Ada');
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now()`);
    await recipients([GUARD, 'second@example.org']);
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    page = await open();
  });
  afterEach(async () => {
    for (const opened of pages.splice(0)) opened.close();
    for (const table of ['monitor_state', 'monitor_alerts', 'known_people', 'consents', 'data_keys', 'mails'])
      await server.dataSource.query(`DELETE FROM ${table}`);
    await known().reload();
  });

  it('names whoever agreed to it, from the frame after they agreed, and nobody else', async () => {
    const sam = await account(server, 'student', 'Sam');
    await enrol(server, sam, 'student');
    await sam.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam });
    expect(kinds(await page.see('student', 1))).toEqual(['unclear']);
    expect(kinds(await page.see('student', 2))).toEqual(['unknown']);
    await sam.post('/auth/consents', { kind: 'monitor', version: CONSENT_VERSIONS.monitor });
    const look = await page.see('student', 3);
    expect(look).toMatchObject({ faces: [{ kind: 'known', name: 'Sam' }], alert: null });
    const [face] = look.faces;
    expect(face?.confidence).toBeGreaterThanOrEqual(50);
    expect(face?.place.x).toBeGreaterThan(0.2);
    expect((face?.place.x ?? 1) + (face?.place.width ?? 1)).toBeLessThan(0.8);
  });

  it('forgets whoever takes the consent back, is erased or is closed, in the very next frame', async () => {
    const sam = await agreed('Sam', 'student');
    expect(await page.see('student', 1)).toMatchObject({ faces: [{ kind: 'known', name: 'Sam' }] });
    expect((await sam.delete('/auth/consents/monitor')).status).toBe(200);
    expect(await page.see('student', 2)).toMatchObject({ faces: [{ kind: 'unclear', name: null, confidence: null }] });
    expect(kinds(await page.see('student', 3))).toEqual(['unknown']);

    const fred = await agreed('Fred', { person: 2 });
    expect(await page.see({ person: 2 }, 1)).toMatchObject({ faces: [{ kind: 'known', name: 'Fred' }] });
    const keeper = server.app.get(TemplateKeeper, { strict: false });
    await server.dataSource.transaction((manager) => keeper.destroy(fred.id, manager));
    // no signal: as if another node had done it
    expect(await page.see({ person: 2 }, 2)).toMatchObject({ faces: [{ kind: 'unclear', name: null }] });

    const cleo = await agreed('Cleo', { person: 3 });
    expect(await page.see({ person: 3 }, 1)).toMatchObject({ faces: [{ kind: 'known', name: 'Cleo' }] });
    await server.dataSource.query('UPDATE users SET active = false WHERE id = $1', [cleo.id]);
    expect(await page.see({ person: 3 }, 2)).toMatchObject({ faces: [{ kind: 'unclear', name: null }] });
  });

  it('describes each of several faces', async () => {
    await agreed('Sam', 'student');
    await page.see('several', 1);
    const { faces } = await page.see('several', 2);
    expect(faces.map(({ kind, name }) => [kind, name]).sort()).toEqual([
      ['known', 'Sam'],
      ['unknown', null],
    ]);
    expect(new Set(faces.map(({ track }) => track)).size).toBe(2);
  });

  it('raises one alert in 30 s for a face that nobody knows, with its picture and a mail to each recipient, however many pages look', async () => {
    const [bea, second] = [await account(server, 'administrator', 'Bea'), await open()];
    const third = await open(bea);
    const watching = [page, second, third];
    for (const watcher of watching) expect((await watcher.see('impostor', 1)).alert).toBeNull();
    const looks = await Promise.all(watching.map((watcher) => watcher.see('impostor', 2)));
    expect(looks.map(kinds)).toEqual([['unknown'], ['unknown'], ['unknown']]);
    const raised = looks.flatMap(({ alert }) => alert ?? []);
    expect(raised).toHaveLength(1);
    await lastAlert(0);
    expect((await page.see('impostor', 3)).alert).toBeNull();
    const alarm = server.app.get(AlarmService, { strict: false });
    await lastAlert(15);
    expect(await alarm.raise(await facePhoto('impostor'), [], ada.id)).toBeNull();
    await lastAlert(31);
    expect((await page.see('impostor', 5)).alert).toMatchObject({ seenAt: null, faces: [{ kind: 'unknown' }] });

    const history = await alerts();
    expect(history).toMatchObject({ unseen: 2, next: null });
    expect(history.alerts.map(({ id }) => id)).toContain(raised[0]?.id);
    const picture = await ada.get<string>(`/api/monitor/alerts/${raised[0]?.id ?? ''}/picture`);
    expect([picture.status, picture.headers.get('content-type'), picture.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'no-store',
    ]);
    for (const to of [GUARD, 'second@example.org']) {
      const mails = await mailsTo(server, to);
      expect(mails.map(({ kind }) => kind)).toEqual(['unknown-face', 'unknown-face']);
      expect(JSON.stringify(mails)).toContain(`/monitor/alerts?alert=${raised[0]?.id ?? ''}`);
    }
    const looked = await server.dataSource.query<unknown[]>(
      `SELECT 1 FROM audit_log WHERE action = 'alert.viewed' AND actor_id = $1 AND subject_id = $2`,
      [ada.id, raised[0]?.id],
    );
    expect(looked).toHaveLength(1);
  });

  it('lets one of twenty at the same moment through, and leaves no picture of the others behind', async () => {
    const alarm = server.app.get(AlarmService, { strict: false });
    const jpeg = await facePhoto('impostor');
    const stored = async (): Promise<string[]> =>
      (await readdir(server.dataDir, { recursive: true })).filter((name) => /objects.alerts.[0-9a-f]{2}.[0-9a-f-]{36}$/.test(name));
    const before = new Set(await stored());
    const raised = await Promise.all(Array.from({ length: 20 }, () => alarm.raise(jpeg, [], ada.id)));
    expect(raised.filter((alert) => alert !== null)).toHaveLength(1);
    expect((await alerts()).alerts).toHaveLength(1);
    expect(await mailsTo(server, GUARD)).toHaveLength(1);
    expect((await stored()).filter((name) => !before.has(name))).toHaveLength(1);
  });

  it('lies sealed: neither the picture nor the descriptions can be found on the disk or in the database, and no log names them', async () => {
    await page.see('impostor', 1);
    const { alert } = await page.see('impostor', 2);
    await importPhoto(ada, 'Ann Lee.jpg', { person: 2 });
    const [row] = await server.dataSource.query<{ object_key: string; wrapped: Buffer }[]>('SELECT * FROM monitor_alerts');
    const stored = await readFile(`${server.dataDir}/objects/${row?.object_key ?? ''}`);
    expect(stored.subarray(0, 3)).not.toEqual(Buffer.of(0xff, 0xd8, 0xff));
    expect(stored.includes('JFIF')).toBe(false);
    const { subject } = await server.app
      .get(AnalysisService, { strict: false })
      .analyse({ attemptId: 'x', jpeg: await facePhoto({ person: 2 }), priority: 'enrolment' });
    const canary = String(subject?.descriptor?.[7]);
    const told = JSON.stringify([alert, (await ada.get('/api/monitor/people')).body, (await alerts()).alerts]);
    expect(told).not.toContain(canary.slice(0, 9));
    expect(told).not.toMatch(/distance|descriptor|wrapped|object/i);
    expect(server.logs.join('')).not.toContain(canary.slice(0, 9));
    // rows that change places open nothing
    await page.see('empty', 1);
    await lastAlert(60);
    await page.see('impostor', 3);
    await page.see('impostor', 4);
    const rows = await server.dataSource.query<{ id: string; object_key: string }[]>('SELECT id, object_key FROM monitor_alerts');
    expect(rows).toHaveLength(2);
    await server.dataSource.query(`UPDATE monitor_alerts SET object_key = 'meanwhile' WHERE id = $1`, [rows[0]?.id]);
    for (const [at, from] of [
      [1, 0],
      [0, 1],
    ] as const)
      await server.dataSource.query('UPDATE monitor_alerts SET object_key = $1 WHERE id = $2', [rows[from]?.object_key, rows[at]?.id]);
    expect((await ada.get(`/api/monitor/alerts/${alert?.id ?? ''}/picture`)).status).toBe(500);
  });

  it('writes alert and mails in one transaction: when a mail cannot be queued there is no alert, and the next frame raises it', async () => {
    const mailer = server.app.get(Mailer, { strict: false });
    const queue = mailer.queue.bind(mailer);
    let calls = 0;
    mailer.queue = async (mail, manager) => {
      await queue(mail, manager);
      if (++calls === 2) throw new Error('the queue broke');
    };
    try {
      await page.see('impostor', 1);
      expect(await page.ask({ jpeg: await facePhoto('impostor', { variant: 2 }) })).toMatchObject({ error: { code: 'INTERNAL' } });
    } finally {
      mailer.queue = queue;
    }
    expect((await alerts()).alerts).toEqual([]);
    expect(await mailsTo(server, GUARD)).toEqual([]);
    expect((await page.see('impostor', 3)).alert).not.toBeNull();
  });

  it('shows a screen and raises no alert for it', async () => {
    const looks: MonitorLook[] = [];
    for (let variant = 1; variant <= 4; variant++) looks.push(await page.see('screen', variant));
    expect(looks.map(kinds)).toEqual(looks.map(() => ['screen']));
    expect(looks[0]?.faces[0]?.confidence).toBeGreaterThanOrEqual(60);
    expect((await alerts()).alerts).toEqual([]);
  });

  it('pages the history, marks as seen, deletes picture and row, and keeps nothing longer than 30 days', async () => {
    for (let i = 0; i < 3; i++) {
      const watcher = await open();
      await watcher.see('impostor', 10 + i);
      expect((await watcher.see('impostor', 20 + i)).alert).not.toBeNull();
      await lastAlert(31);
    }
    const first = (await ada.get<MonitorAlertPage>('/api/monitor/alerts?limit=2')).body;
    expect(first.alerts).toHaveLength(2);
    const rest = (await ada.get<MonitorAlertPage>(`/api/monitor/alerts?limit=2&before=${first.next ?? ''}`)).body;
    expect([rest.alerts.length, rest.next]).toEqual([1, null]);
    const [newest, middle] = first.alerts.map(({ id }) => id);
    expect((await ada.post(`/api/monitor/alerts/${newest ?? ''}/seen`)).body).toMatchObject({ seenAt: expect.any(String) as string });
    expect((await ada.get<MonitorAlertPage>('/api/monitor/alerts?show=unseen')).body).toMatchObject({ unseen: 2 });
    expect((await ada.get('/api/monitor/alerts?limit=2&mine=1')).status).toBe(400);

    const pictureOf = (id = '') => ada.get(`/api/monitor/alerts/${id}/picture`);
    const oldest = rest.alerts[0]?.id;
    expect((await pictureOf(oldest)).status).toBe(200);
    // rows that have changed pictures and keys show nothing
    const changePlaces = async () => {
      const repository = server.dataSource.getRepository(MonitorAlertRow);
      const [one, two] = await Promise.all([oldest, middle].map((id) => repository.findOneByOrFail({ id: id ?? '' })));
      if (!one || !two) throw new Error('there are two alerts');
      await repository.update(one.id, { objectKey: 'away' });
      await repository.update(two.id, { objectKey: one.objectKey, wrapped: one.wrapped });
      await repository.update(one.id, { objectKey: two.objectKey, wrapped: two.wrapped });
    };
    await changePlaces();
    expect((await pictureOf(oldest)).status).toBe(500);
    await changePlaces();
    expect((await pictureOf(oldest)).status).toBe(200);

    expect((await ada.delete(`/api/monitor/alerts/${middle ?? ''}`)).status).toBe(204);
    expect((await ada.delete(`/api/monitor/alerts/${middle ?? ''}`)).status).toBe(404);
    expect((await ada.get(`/api/monitor/alerts/${middle ?? ''}/picture`)).status).toBe(404);
    await server.dataSource.query(`UPDATE monitor_alerts SET expires_at = now() - interval '1 second' WHERE id = $1`, [newest]);
    expect((await ada.get(`/api/monitor/alerts/${newest ?? ''}/picture`)).status).toBe(404);
    await server.app.get(MonitorRetention, { strict: false }).run(new Date());
    const files = async () =>
      (await readdir(`${server.dataDir}/objects/alerts`, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length;
    expect(await server.dataSource.query('SELECT 1 FROM monitor_alerts')).toHaveLength(1);
    await expect.poll(() => server.dataSource.query('SELECT 1 FROM doomed_objects'), { timeout: 30_000 }).toEqual([]);
    const rows = await server.dataSource.query<{ object_key: string }[]>('SELECT object_key FROM monitor_alerts');
    expect(await files()).toBeGreaterThanOrEqual(rows.length);
    for (const { object_key } of rows) await access(`${server.dataDir}/objects/${object_key}`);
  });

  it('is for administrators alone: nobody else comes in, sees an alert, a picture or a person, or imports one', async () => {
    await page.see('impostor', 1);
    const { alert } = await page.see('impostor', 2);
    await importPhoto(ada, 'Ann Lee.jpg', { person: 2 });
    const { people } = (await ada.get<KnownFacesList>('/api/monitor/people')).body;
    const image = dataUrl(await facePhoto({ person: 3 }));
    const calls: [method: 'get' | 'post' | 'delete', path: string, body?: unknown][] = [
      ['get', '/api/monitor/alerts'],
      ['get', `/api/monitor/alerts/${alert?.id ?? ''}/picture`],
      ['post', `/api/monitor/alerts/${alert?.id ?? ''}/seen`],
      ['delete', `/api/monitor/alerts/${alert?.id ?? ''}`],
      ['get', '/api/monitor/people'],
      ['post', '/api/monitor/people', { fileName: 'Eve.jpg', image, agreed: true }],
      ['delete', `/api/monitor/people/${people[0]?.id ?? ''}`],
      ['delete', '/api/monitor/people'],
    ];
    for (const role of ['student', 'proctor', 'instructor'] as const) {
      const person = await account(server, role, role);
      await expect(openMonitorPage(server.url, person.token), role).rejects.toMatchObject({ wire: { code: 'FORBIDDEN' } });
      for (const [method, path, body] of calls) expect((await person[method](path, body)).status, `${role} ${method} ${path}`).toBe(403);
    }
    await expect(openMonitorPage(server.url, 'forged')).rejects.toMatchObject({ wire: { code: 'UNAUTHENTICATED' } });
    expect((await alerts()).alerts).toMatchObject([{ id: alert?.id, seenAt: null }]);
    expect((await ada.get<KnownFacesList>('/api/monitor/people')).body).toEqual({ people });
    for (const id of ['../users', 'x', '00000000-0000-7000-8000-000000000000'])
      expect((await ada.get(`/api/monitor/alerts/${encodeURIComponent(id)}/picture`)).status).toBe(404);
  });

  it('ends at the frame after a role or a session was taken away', async () => {
    const bea = await account(server, 'administrator', 'Bea');
    const hers = await open(bea);
    await hers.see('empty', 1);
    await server.dataSource.query(`UPDATE users SET role = 'instructor' WHERE id = $1`, [bea.id]);
    const jpeg = await facePhoto('empty', { variant: 2 });
    expect(await hers.ask({ jpeg })).toMatchObject({ error: { code: 'FORBIDDEN' } });
    await server.dataSource.query(`UPDATE users SET role = 'administrator' WHERE id = $1`, [bea.id]);
    await server.dataSource.query(`UPDATE login_sessions SET revoked_at = now() WHERE id = $1`, [bea.sessionId]);
    expect(await hers.ask({ jpeg })).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });

  it('answers every call: one frame at a time, no hostile picture, nothing beside the contract', async () => {
    const jpeg = await facePhoto('empty');
    const two = await Promise.all([page.ask({ jpeg }), page.ask({ jpeg })]);
    expect(two.map(({ error }) => error?.code ?? 'ok').sort()).toEqual(['TOO_MANY', 'ok']);
    const bad: [unknown, string][] = [
      [{ jpeg: Uint8Array.of(0xff, 0xd8, 0xff, 0, 1) }, 'BAD_PICTURE'],
      [{ jpeg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') }, 'BAD_PICTURE'],
      [{ jpeg: new Uint8Array(64 * 1024 + 1) }, 'BAD_REQUEST'],
      [{ jpeg: new Uint8Array() }, 'BAD_REQUEST'],
      [{ jpeg: 'data:image/jpeg;base64,AAAA' }, 'BAD_REQUEST'],
      [{ jpeg, name: 'Ann' }, 'BAD_REQUEST'],
      [null, 'BAD_REQUEST'],
    ];
    for (const [request, code] of bad) expect(await page.ask(request), String(request)).toMatchObject({ error: { code } });
    expect(kinds(await page.see('empty', 3))).toEqual([]);
    const flood = await Promise.all(Array.from({ length: 40 }, () => page.ask({ jpeg })));
    expect(flood.every(({ data, error }) => (data === undefined) !== (error === undefined))).toBe(true);
  });
});
