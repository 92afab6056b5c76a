import { CONSENT_VERSIONS, type ConsentKind, type Enrol, type Enrolled } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KnownFaces } from '../../../apps/api/src/enrolment/known-faces.service.js';
import { TemplatesService } from '../../../apps/api/src/enrolment/templates.service.js';
import { goodEnrolment } from '../../support/enrolment.js';
import { body } from '../../support/exam-desk.js';
import { setUpAdministrator, signUp, type Someone } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const SOON = { timeout: 60_000 };

describe('two processes on one database', () => {
  let here: TestApp;
  let there: TestApp;
  let good: Enrol;
  let probe: Float32Array;

  beforeAll(async () => {
    here = await startTestApp();
    there = await startTestApp({ beside: here });
    good = await goodEnrolment(here);
    await setUpAdministrator(here);
  });
  afterAll(async () => {
    await there.close({ keep: true });
    await here.close();
  });

  const agree = (person: Someone, kind: ConsentKind) => body(person.post('/auth/consents', { kind, version: CONSENT_VERSIONS[kind] }));
  const known = () => there.app.get(KnownFaces);
  /** Whom the process in which nothing was done finds. */
  const found = async () => (await known().nearest(probe, 'monitor'))?.personId ?? null;

  async function enrolled(name: string): Promise<Someone> {
    const person = await signUp(here, `${name}@example.org`);
    await agree(person, 'monitor');
    await body(person.post<Enrolled>('/auth/profile/image', { ...good, kind: 'monitor' }));
    probe = (await here.app.get(TemplatesService).forMatching(person.id))?.descriptor ?? new Float32Array(128);
    return person;
  }
  /** The connections on which the processes listen. */
  const listening = async () =>
    (await here.dataSource.query<unknown[]>(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`))
      .length;

  it('both find who has enrolled in one of them, under the name of today, for as long as they agree', async () => {
    const ann = await enrolled('ann');
    await expect.poll(found, SOON).toBe(ann.id);
    await body(ann.patch('/auth/profile', { name: 'Ann Heron' }));
    await expect.poll(() => known().nameOf(ann.id), SOON).toBe('Ann Heron');
    await ann.delete('/auth/consents/monitor');
    // out of memory, without a search that would look into the database
    await expect.poll(() => known().nameOf(ann.id), SOON).toBeNull();
    expect(await found()).toBeNull();
  });

  it('hear each other again after the connection was lost, and read what they missed', async () => {
    const bob = await enrolled('bob');
    await expect.poll(found, SOON).toBe(bob.id);
    expect(await listening()).toBe(2);
    // a change that nobody is told of, as if it fell between two connections
    await here.dataSource.transaction(async (manager) => {
      await manager.query('ALTER TABLE users DISABLE TRIGGER notify_face_change');
      await manager.query(`UPDATE users SET name = 'Bob Stork' WHERE id = $1`, [bob.id]);
      await manager.query('ALTER TABLE users ENABLE TRIGGER notify_face_change');
    });
    await here.dataSource.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`);
    await expect.poll(() => known().nameOf(bob.id), SOON).toBe('Bob Stork');
    await expect.poll(listening, SOON).toBe(2);
    await here.dataSource.query(`UPDATE users SET active = false WHERE id = $1`, [bob.id]);
    await expect.poll(() => known().nameOf(bob.id), SOON).toBeNull();
  });
});
