import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_VERSION, type ConsentRecord } from '@invigil/shared';
import { ConsentsService } from '../../../apps/api/src/enrolment/consents.service.js';
import { TemplateSignals } from '../../../apps/api/src/enrolment/template-signals.js';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { VaultService } from '../../../apps/api/src/enrolment/vault.service.js';
import { consent, enrolByPage } from '../../support/enrolment.js';
import { setUpAdministrator, signUp } from '../../support/people.js';
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
    expect(first).toMatchObject({ status: 201, body: { kind: 'exam', version: CONSENT_VERSION, withdrawnAt: null } });
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
    expect((await person.post('/auth/consents', { kind: 'everything', version: CONSENT_VERSION })).status).toBe(400);
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

  it('of another kind leave the template alone', async () => {
    const person = await signUp(server, 'dora@example.org');
    await enrolByPage(server, person);
    await person.post('/auth/consents', { kind: 'files', version: CONSENT_VERSION });
    await person.delete('/auth/consents/files');
    expect(await server.app.get(TemplatesService).forMatching(person.id)).not.toBeNull();
  });
});
