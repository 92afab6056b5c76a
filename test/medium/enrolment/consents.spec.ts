import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_KINDS, CONSENT_VERSIONS, type ConsentKind, type ConsentRecord, type Enrol } from '@invigil/shared';
import { ConsentsService } from '../../../apps/api/src/enrolment/consents.service.js';
import { KnownFaces } from '../../../apps/api/src/enrolment/known-faces.service.js';
import { TemplateSignals } from '../../../apps/api/src/enrolment/template-signals.js';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { VaultService } from '../../../apps/api/src/enrolment/vault.service.js';
import { AttemptMemories } from '../../../apps/api/src/monitoring/memory/attempt-memories.service.js';
import { consent, enrolByPage, goodEnrolment } from '../../support/enrolment.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { account, openExam, sitting } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('consents', () => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
  });
  afterAll(() => server.close());

  const actions = async (id: string) => {
    const rows = await server.dataSource.query<{ action: string }[]>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id', [
      id,
    ]);
    return rows.map(({ action }) => action);
  };

  it('are given once, listed, withdrawn and given again', async () => {
    const person = await signUp(server, 'ann@example.org');
    expect((await person.get('/auth/consents')).body).toEqual([]);
    const first = await consent(person);
    expect(first).toMatchObject({ status: 201, body: { kind: 'exam', version: CONSENT_VERSIONS.exam, withdrawnAt: null } });
    expect((await consent(person)).body).toEqual(first.body);
    expect((await person.get<ConsentRecord[]>('/auth/consents')).body).toEqual([first.body]);
    const withdrawn = await person.delete<ConsentRecord[]>('/auth/consents/exam');
    expect(withdrawn.status).toBe(200);
    expect(withdrawn.body[0]?.withdrawnAt).not.toBeNull();
    expect(await server.app.get(ConsentsService).has(person.id, 'exam')).toBe(false);
    await consent(person);
    expect((await person.get<ConsentRecord[]>('/auth/consents')).body).toHaveLength(2);
    expect(await actions(person.id)).toEqual(['consent.given', 'consent.withdrawn', 'consent.given']);
  });

  it('are to the text in force, and of a known kind', async () => {
    const person = await signUp(server, 'bob@example.org');
    expect((await person.post('/auth/consents', { kind: 'exam', version: '2020-01-1' })).status).toBe(409);
    expect((await person.post('/auth/consents', { kind: 'everything', version: CONSENT_VERSIONS.exam })).status).toBe(400);
    expect((await person.delete('/auth/consents/everything')).status).toBe(400);
    expect((await person.delete('/auth/consents/exam')).status).toBe(404);
  });

  it('to an older text do not count', async () => {
    const person = await signUp(server, 'old@example.org');
    await consent(person);
    await server.dataSource.query(`UPDATE consents SET version = 'old' WHERE user_id = $1`, [person.id]);
    expect(await server.app.get(ConsentsService).has(person.id, 'exam')).toBe(false);
  });

  it('withdrawn destroy the template, its key and whatever copy of it there was', async () => {
    const person = await signUp(server, 'carla@example.org');
    expect((await enrolByPage(server, person)).status).toBe(201);
    const [copy] = await server.dataSource.query<{ sealed: Buffer }[]>('SELECT sealed FROM face_templates WHERE user_id = $1', [person.id]);
    const templates = server.app.get(TemplatesService);
    expect(await templates.forMatching(person.id)).not.toBeNull();
    const told = firstValueFrom(server.app.get(TemplateSignals).destroyed$);
    await person.delete('/auth/consents/exam');
    expect(await told).toEqual({ userId: person.id });
    expect(await templates.forMatching(person.id)).toBeNull();
    expect(await server.dataSource.query('SELECT 1 FROM face_templates WHERE user_id = $1', [person.id])).toEqual([]);
    expect(await server.dataSource.query('SELECT 1 FROM data_keys WHERE user_id = $1', [person.id])).toEqual([]);
    await expect(
      server.app.get(VaultService).open(person.id, 'template', copy?.sealed ?? Buffer.alloc(0), 'descriptor'),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await enrolByPage(server, person)).status).toBe(201);
    await expect(server.app.get(VaultService).open(person.id, 'template', copy?.sealed ?? Buffer.alloc(0), 'descriptor')).rejects.toThrow();
  });

  describe('of several kinds', () => {
    const agree = (person: Someone, kind: ConsentKind) => person.post('/auth/consents', { kind, version: CONSENT_VERSIONS[kind] });
    const template = async (person: Someone) => (await server.app.get(TemplatesService).forMatching(person.id))?.descriptor ?? null;
    const exam = (person: Someone) => server.app.get(TemplatesService).forExam(person.id);
    let body: Enrol;
    beforeAll(async () => {
      body = await goodEnrolment(server);
    });

    it('each allow what they name: the face is enrolled for files alone, and serves no exam', async () => {
      const person = await signUp(server, 'dora@example.org');
      const refused = await person.post('/auth/profile/image', { ...body, kind: 'files' });
      expect(refused).toMatchObject({ status: 403, body: { error: { code: 'CONSENT_REQUIRED', consent: 'files' } } });
      await agree(person, 'files');
      expect((await person.post('/auth/profile/image', body)).status).toBe(403);
      expect((await person.post('/auth/profile/image', { ...body, kind: 'files' })).status).toBe(201);
      expect(await template(person)).not.toBeNull();
      expect(await exam(person)).toBeNull();
      await agree(person, 'exam');
      expect(await exam(person)).toEqual(await template(person));
      const known = server.app.get(KnownFaces);
      expect(await known.may(person.id, 'monitor')).toBe(false);
      await agree(person, 'monitor');
      expect(await known.may(person.id, 'monitor')).toBe(true);
      expect(await known.may(person.id, 'sign_in')).toBe(false);
    });

    it('end one by one, each at once, and the template with the last', async () => {
      const person = await signUp(server, 'emil@example.org');
      await agree(person, 'exam');
      await agree(person, 'files');
      await agree(person, 'sign_in');
      expect((await person.post('/auth/profile/image', body)).status).toBe(201);
      const probe = (await template(person)) ?? new Float32Array(128);
      const known = server.app.get(KnownFaces);
      const found = async () => (await known.nearest(probe, 'sign_in'))?.personId ?? null;
      await expect.poll(found, { timeout: 60_000 }).toBe(person.id);
      await person.delete('/auth/consents/sign_in');
      expect(await found()).not.toBe(person.id);

      await server.dataSource.query('UPDATE login_sessions SET face_verified_at = now() WHERE user_id = $1', [person.id]);
      await person.delete('/auth/consents/files');
      const open = 'SELECT 1 FROM login_sessions WHERE user_id = $1 AND face_verified_at IS NOT NULL';
      expect(await server.dataSource.query(open, [person.id])).toEqual([]);
      expect(await exam(person)).not.toBeNull();

      const [{ key_id: keyId } = { key_id: '' }] = await server.dataSource.query<{ key_id: string }[]>(
        'SELECT key_id FROM face_templates WHERE user_id = $1',
        [person.id],
      );
      await person.delete('/auth/consents/exam');
      expect(await template(person)).toBeNull();
      expect(await server.dataSource.query('SELECT 1 FROM data_keys WHERE id = $1', [keyId])).toEqual([]);
    });

    it('in mid-exam take the template out of the sitting with the consent to exams alone, and bring it back', async () => {
      const person = await signUp(server, 'gil@example.org');
      await agree(person, 'exam');
      await agree(person, 'sign_in');
      expect((await person.post('/auth/profile/image', body)).status).toBe(201);
      const own = await template(person);
      const examId = await openExam(server, await account(server, 'instructor'));
      const memory = await server.app.get(AttemptMemories, { strict: false }).of(await sitting(server, examId, person));
      const held = () => memory.template;
      expect(held()).toEqual(own);

      await agree(person, 'files');
      await person.delete('/auth/consents/files');
      await expect.poll(held, { timeout: 60_000 }).toEqual(own);

      await person.delete('/auth/consents/exam');
      await expect.poll(held, { timeout: 60_000 }).toBeNull();
      // the template is there for signing in, and another use of it is none of the exam's
      expect(await template(person)).toEqual(own);
      await agree(person, 'files');
      await server.app.get(AttemptMemories, { strict: false }).refreshTemplate(memory);
      expect(held()).toBeNull();

      await agree(person, 'exam');
      await expect.poll(held, { timeout: 60_000 }).toEqual(own);
    });

    it('have texts of their own: the version of one is none of another', async () => {
      const person = await signUp(server, 'fay@example.org');
      expect(new Set(Object.values(CONSENT_VERSIONS)).size).toBe(CONSENT_KINDS.length);
      expect((await person.post('/auth/consents', { kind: 'files', version: CONSENT_VERSIONS.exam })).status).toBe(409);
    });
  });
});
