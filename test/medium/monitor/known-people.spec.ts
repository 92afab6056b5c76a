import { facePhoto } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, type KnownFaces as KnownFacesList } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../../apps/api/src/analysis/analysis.service.js';
import { KnownFaces } from '../../../apps/api/src/enrolment/known-faces.service.js';
import { MonitorRetention } from '../../../apps/api/src/monitor/monitor-retention.service.js';
import { enrol } from '../../support/enrolled.js';
import { dataUrl } from '../../support/enrolment.js';
import { importPhoto, openMonitorPage } from '../../support/monitor-page.js';
import { account, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const ANN = { person: 2 } as const;
const BO = { person: 3 } as const;

describe('people whom the monitor knows', () => {
  let server: TestApp;
  let ada: Account;
  const known = () => server.app.get(KnownFaces, { strict: false });
  const list = async (client: Account = ada) => (await client.get<KnownFacesList>('/api/monitor/people')).body.people;
  const outcome = async (...photo: Parameters<typeof importPhoto> extends [unknown, ...infer R] ? R : never) => {
    const { status, body } = await importPhoto(ada, ...photo);
    return [status, body.result, body.name];
  };
  const described = async (scene: { person: number }, variant: number): Promise<Float32Array> => {
    const analysis = server.app.get(AnalysisService, { strict: false });
    const jpeg = await facePhoto(scene, { variant });
    const { subject } = await analysis.analyse({ attemptId: 'x', jpeg, priority: 'enrolment' });
    return subject?.descriptor ?? new Float32Array(128);
  };

  beforeAll(async () => {
    server = await startTestApp();
    await server.app.get(AnalysisService, { strict: false }).ready;
    ada = await account(server, 'administrator', 'Ada');
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now()`);
  });
  afterAll(() => server.close());
  afterEach(async () => {
    await server.dataSource.query('DELETE FROM known_people');
    await known().reload();
  });

  it('come from photos that are named after them, and are recognised in the next frame', async () => {
    const page = await openMonitorPage(server.url, ada.token);
    expect(await page.see(ANN, 5)).toMatchObject({ faces: [{ kind: 'unclear', name: null }] });
    expect(await outcome('folder/ann_lee.jpg', ANN)).toEqual([200, 'imported', 'Ann Lee']);
    expect(await page.see(ANN, 6)).toMatchObject({ faces: [{ kind: 'known', name: 'Ann Lee' }] });
    expect(await outcome('ANN LEE (2).jpg', ANN, 4)).toEqual([200, 'imported', 'Ann Lee']);
    const [ann, ...others] = await list();
    expect(others).toEqual([]);
    expect(ann).toMatchObject({
      name: 'Ann Lee',
      source: 'imported',
      imported: { photos: 2, agreedBy: 'Ada', outdated: false },
    });
    const year = (Date.parse(ann?.imported?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(year).toBeGreaterThan(360);
    expect(year).toBeLessThan(370);
    expect((await ada.delete(`/api/monitor/people/${ann?.id ?? ''}`)).status).toBe(204);
    expect(await page.see(ANN, 7)).toMatchObject({ faces: [{ kind: 'unclear', name: null }] });
    expect((await ada.delete(`/api/monitor/people/${ann?.id ?? ''}`)).status).toBe(404);
    expect(await server.dataSource.query('SELECT 1 FROM known_people')).toEqual([]);
    page.close();
  });

  it('are never found at the sign-in, whoever imports them', async () => {
    await outcome('Ann Lee.jpg', ANN);
    const probe = await described(ANN, 8);
    expect(await known().nearest(probe, 'sign_in')).toBeNull();
    expect((await known().nearest(probe, 'monitor'))?.distance).toBeLessThan(0.4);
  });

  it('are told apart: each photo gets its own answer', async () => {
    expect(await outcome('Ann Lee.jpg', ANN)).toEqual([200, 'imported', 'Ann Lee']);
    expect(await outcome('Ann Lee.jpg', ANN)).toEqual([200, 'already_known', 'Ann Lee']);
    expect(await outcome('Somebody Else.jpg', ANN, 3)).toEqual([200, 'already_known', 'Somebody Else']);
    expect(await outcome('ann-lee.jpg', BO)).toEqual([200, 'imported', 'Ann-Lee']);
    expect(await outcome('Ann Lee 2.jpg', 'impostor')).toEqual([200, 'another_person', 'Ann Lee']);
    expect(await outcome('Two.jpg', 'several')).toEqual([200, 'several_faces', 'Two']);
    expect(await outcome('Nobody.jpg', 'empty')).toEqual([200, 'no_face', 'Nobody']);
    expect(await outcome('Dark.jpg', 'dark')).toMatchObject([200, expect.stringMatching(/^(not_clear|no_face)$/), 'Dark']);
    expect(await outcome('12.jpg', BO)).toEqual([200, 'no_name', null]);
    for (let variant = 20; variant < 24; variant++)
      expect((await outcome(`Ann Lee-${String(variant)}.jpg`, ANN, variant))[1]).toBe('imported');
    expect(await outcome('Ann Lee-30.jpg', ANN, 30)).toEqual([200, 'enough_photos', 'Ann Lee']);
  });

  it('cannot be imported with hostile pictures or names', async () => {
    const hostile = [
      Uint8Array.of(0xff, 0xd8, 0xff, 0, 1, 2),
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      Buffer.from('GIF89a\u0001\u0000\u0001\u0000'),
    ];
    for (const bytes of hostile) expect(await outcome('Eve.jpg', bytes)).toEqual([200, 'unreadable', 'Eve']);
    expect(await list()).toEqual([]);
    for (const name of ['../../../etc/shadow', `"; DROP TABLE users; --.jpg`, 'Eve\u0000\u202Egpj.exe', `${'e'.repeat(900)}.jpg`]) {
      const [status, result, said] = await outcome(name, { person: 4 });
      expect([status, ['imported', 'already_known'].includes(String(result))], name).toEqual([200, true]);
      expect(String(said)).not.toMatch(/[\p{Cc}/\\]|\u202e/u);
      expect(Array.from(String(said)).length).toBeLessThanOrEqual(120);
    }
    const image = dataUrl(await facePhoto(BO));
    const wrong = [
      { fileName: 'Bo.jpg', image },
      { fileName: 'Bo.jpg', image, agreed: false },
      { fileName: 'Bo.jpg', image: 'http://example.org/bo.jpg', agreed: true },
      { fileName: '', image, agreed: true },
      { fileName: 'B'.repeat(1001), image, agreed: true },
      { fileName: 'Bo.jpg', image, agreed: true, descriptor: [1, 2] },
    ];
    for (const body of wrong) expect((await ada.post('/api/monitor/people', body)).status).toBe(400);
  });

  it('need an administrator who gave more than a face, and who answers for their agreement', async () => {
    const fay = await account(server, 'administrator', 'Fay');
    await server.dataSource.query(`UPDATE login_sessions SET method = 'face', proved_at = NULL WHERE id = $1`, [fay.sessionId]);
    expect((await importPhoto(fay, 'Ann Lee.jpg', ANN)).body).toMatchObject({ error: { code: 'PROOF_REQUIRED' } });
    await outcome('Ann Lee.jpg', ANN);
    const rows = await server.dataSource.query<unknown[]>(
      `SELECT detail FROM audit_log WHERE action = 'face.imported' AND actor_id = $1 AND subject_id = (SELECT id::text FROM known_people)::uuid`,
      [ada.id],
    );
    expect(rows).toEqual([{ detail: { photos: 1, agreed: true } }]);
  });

  it('are one person for two imports at once, are forgotten together, and after a year', async () => {
    const both = await Promise.all([outcome('Ann Lee.jpg', ANN, 1), outcome('ann lee.jpg', ANN, 2)]);
    expect(both.map(([, result]) => result)).toEqual(['imported', 'imported']);
    expect(await list()).toMatchObject([{ name: expect.stringMatching(/^ann lee$/i) as string, imported: { photos: 2 } }]);
    await outcome('Bo Berg.jpg', BO);
    await server.dataSource.query(`UPDATE known_people SET expires_at = now() - interval '1 second' WHERE folded = 'bo berg'`);
    expect(await known().nearest(await described(BO, 9), 'monitor')).not.toMatchObject({ distance: 0 });
    expect(await list()).toHaveLength(1);
    await server.app.get(MonitorRetention, { strict: false }).run(new Date());
    expect(await server.dataSource.query('SELECT folded FROM known_people')).toEqual([{ folded: 'ann lee' }]);
    expect((await ada.delete('/api/monitor/people')).body).toEqual({ deleted: 1 });
    expect((await ada.delete('/api/monitor/people')).body).toEqual({ deleted: 0 });
    expect(await known().nearest(await described(ANN, 9), 'monitor')).toBeNull();
  });

  it('are one person for two imports at once, also under different names', async () => {
    const both = await Promise.all([outcome('Ann Lee.jpg', ANN, 1), outcome('Bea Lee.jpg', ANN, 2)]);
    expect(both.map(([, result]) => result).sort()).toEqual(['already_known', 'imported']);
    expect(await list()).toHaveLength(1);
  });

  it('of an older version wait for their photos to be imported anew', async () => {
    await outcome('Ann Lee.jpg', ANN);
    await server.dataSource.query(`UPDATE known_people SET pipeline_id = 'older'`);
    await known().reload();
    expect(await list()).toMatchObject([{ imported: { outdated: true } }]);
    expect(await known().nearest(await described(ANN, 9), 'monitor')).toBeNull();
    expect(await outcome('Ann Lee.jpg', ANN)).toEqual([200, 'imported', 'Ann Lee']);
    expect(await list()).toMatchObject([{ imported: { outdated: false, photos: 1 } }]);
  });

  it('open for nobody else when rows change places', async () => {
    await outcome('Ann Lee.jpg', ANN);
    await outcome('Bo Berg.jpg', BO);
    await server.dataSource.query(
      `UPDATE known_people a SET wrapped = b.wrapped, sealed = b.sealed FROM known_people b WHERE b.id <> a.id`,
    );
    await known().reload();
    expect(await known().nearest(await described(ANN, 9), 'monitor')).toBeNull();
  });

  it('are also those who agreed, for as long as they do', async () => {
    const sam = await account(server, 'student', 'Sam');
    await enrol(server, sam);
    await sam.post('/auth/consents', { kind: 'monitor', version: CONSENT_VERSIONS.monitor });
    expect(await list()).toMatchObject([{ id: sam.id, name: 'Sam', source: 'agreed', imported: null }]);
    expect((await ada.delete(`/api/monitor/people/${sam.id}`)).status).toBe(404);
    expect(await outcome('Samuel.jpg', 'student', 3)).toEqual([200, 'already_known', 'Samuel']);
    await sam.delete('/auth/consents/monitor');
    expect(await list()).toEqual([]);
  });
});
