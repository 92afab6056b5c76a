import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage, Enrol, PortraitRow } from '@invigil/shared';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { enrolByPage, goodEnrolment } from '../../support/enrolment.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

describe('portraits and resets', () => {
  let server: TestApp;
  let good: Enrol;
  let administrator: Someone;
  let instructor: Someone;
  beforeAll(async () => {
    server = await startTestApp();
    administrator = await setUpAdministrator(server);
    instructor = await signUp(server, 'instructor@example.org', 'instructor', administrator);
    good = await goodEnrolment(server);
  });
  afterAll(() => server.close());

  const enrolled = async (email: string) => {
    const person = await signUp(server, email);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
    return person;
  };
  const waiting = async () => (await instructor.get<PortraitRow[]>('/api/portraits')).body.map(({ email }) => email);
  const lastAudit = async () => (await administrator.get<AuditPage>('/api/audit?limit=1')).body.entries[0];
  const forMatching = ({ id }: Someone) => server.app.get(TemplatesService).forMatching(id);

  it('wait, are looked at, and go when they are approved', async () => {
    const person = await enrolled('approved@example.org');
    expect(await waiting()).toEqual([person.email]);
    const image = await instructor.get(`/api/portraits/${person.id}/image`);
    expect(image.status).toBe(200);
    expect(image.headers.get('content-type')).toBe('image/jpeg');
    expect(image.headers.get('cache-control')).toBe('no-store');
    expect(await lastAudit()).toMatchObject({ action: 'portrait.viewed', actor: instructor.email, subjectId: person.id });
    expect((await instructor.post(`/api/portraits/${person.id}`, { decision: 'approve' })).status).toBe(200);
    expect(await lastAudit()).toMatchObject({ action: 'portrait.approved', subjectId: person.id });
    expect(await waiting()).toEqual([]);
    expect((await instructor.get(`/api/portraits/${person.id}/image`)).status).toBe(404);
    expect((await forMatching(person))?.state).toBe('approved');
    const [row] = await server.dataSource.query<{ judged_by: string }[]>('SELECT * FROM face_templates WHERE user_id = $1', [person.id]);
    expect(row).toMatchObject({ judged_by: instructor.id, portrait: null });
    expect((await instructor.post(`/api/portraits/${person.id}`, { decision: 'reject', reason: 'late' })).status).toBe(404);
  });

  it('rejected with a reason take the template with them', async () => {
    const person = await enrolled('rejected@example.org');
    expect((await instructor.post(`/api/portraits/${person.id}`, { decision: 'reject' })).status).toBe(400);
    expect((await instructor.post(`/api/portraits/${person.id}`, { decision: 'reject', reason: 'Somebody else' })).status).toBe(200);
    expect(await lastAudit()).toMatchObject({ action: 'portrait.rejected', detail: { reason: 'Somebody else' } });
    expect(await forMatching(person)).toBeNull();
    expect(await server.dataSource.query('SELECT 1 FROM data_keys WHERE user_id = $1', [person.id])).toEqual([]);
  });

  it('an administrator resets an enrolment with a reason, and the person can enrol anew', async () => {
    const person = await enrolled('reset@example.org');
    const path = `/api/people/${person.id}/template/reset`;
    expect((await administrator.post(path, { reason: ' ' })).status).toBe(400);
    expect(await administrator.post(path, { reason: 'New glasses' })).toMatchObject({ status: 200, body: { templateState: null } });
    expect(await lastAudit()).toMatchObject({
      action: 'template.reset',
      actor: administrator.email,
      subjectId: person.id,
      detail: { reason: 'New glasses' },
    });
    expect(await forMatching(person)).toBeNull();
    expect((await administrator.post(path, { reason: 'again' })).status).toBe(404);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
  });
});
