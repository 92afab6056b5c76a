import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage, Enrol, ExamDetail, InvitationLink, PortraitRow } from '@invigil/shared';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { enrolByPage, framesOf, goodEnrolment } from '../../support/enrolment.js';
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

  it('lie beside the photo of the roster, for those who run that exam, until they are judged', async () => {
    const other = await signUp(server, 'other@example.org', 'instructor', administrator);
    const proctor = await signUp(server, 'proctor@example.org', 'proctor', administrator);
    const now = Date.now();
    const exam = await instructor.post<ExamDetail>('/api/exams', {
      title: 'Algebra',
      opensAt: new Date(now - 60_000).toISOString(),
      closesAt: new Date(now + 3_600_000).toISOString(),
      durationMinutes: 60,
    });
    expect(exam.status).toBe(201);
    const path = `/api/exams/${exam.body.id}/roster`;
    const person = await enrolled('photo@example.org');
    const [link] = (await instructor.post<InvitationLink[]>(path, { people: [{ email: person.email, name: 'Pia Photo' }] })).body;
    const photoPath = `${path}/${link?.rosterId ?? ''}/photo`;
    const image = (await framesOf('student', 1))[0];
    for (const [who, status] of [
      [other, 404],
      [proctor, 403],
      [person, 403],
      [instructor, 204],
      [administrator, 204],
    ] as const)
      expect([who.email, (await who.put(photoPath, { image })).status]).toEqual([who.email, status]);
    expect((await instructor.put(photoPath, { image: 'data:image/png;base64,AAAA' })).status).toBe(400);
    expect((await instructor.put(`/api/exams/${exam.body.id}/roster/${person.id}/photo`, { image })).status).toBe(404);

    const row = async (who: Someone) => (await who.get<PortraitRow[]>('/api/portraits')).body.find(({ userId }) => userId === person.id);
    // Only the address is the same so far: the photo is beside the account once that has claimed the entry.
    expect((await row(instructor))?.photoSaved).toBe(false);
    await server.dataSource.query('UPDATE roster SET claimed_by = $1 WHERE id = $2', [person.id, link?.rosterId]);
    expect((await row(instructor))?.photoSaved).toBe(true);
    expect((await row(other))?.photoSaved).toBe(false);
    const shown = await instructor.get(`/api/portraits/${person.id}/photo`);
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([200, 'image/jpeg', 'no-store']);
    expect(await lastAudit()).toMatchObject({ action: 'roster.photo_viewed', subjectId: person.id });
    expect((await other.get(`/api/portraits/${person.id}/photo`)).status).toBe(404);
    expect((await person.get(`/api/portraits/${person.id}/photo`)).status).toBe(403);

    const [stored] = await server.dataSource.query<{ sealed: Buffer }[]>('SELECT sealed FROM roster_photos');
    expect(stored?.sealed.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    expect((await instructor.get<ExamDetail>(`/api/exams/${exam.body.id}`)).body.roster[0]).toMatchObject({ photoSaved: true });
    await instructor.post(`/api/portraits/${person.id}`, { decision: 'approve' });
    expect((await instructor.get(`/api/portraits/${person.id}/photo`)).status).toBe(404);
    await server.dataSource.query('DELETE FROM roster WHERE id = $1', [link?.rosterId]);
    expect(await server.dataSource.query('SELECT 1 FROM roster_photos')).toEqual([]);
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
    const told = await server.dataSource.query<{ recipient: string }[]>(
      `SELECT recipient FROM mails WHERE kind = 'enrolment-reset' AND person_id = $1`,
      [person.id],
    );
    expect(told).toEqual([{ recipient: person.email }]);
    expect((await administrator.post(path, { reason: 'again' })).status).toBe(404);
    expect((await enrolByPage(server, person, good)).status).toBe(201);
  });
});
