import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import type { CheckedIn, CheckInReview, StudentAttempt } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { AttemptActions } from '../../apps/api/src/attempts/attempt-actions.service.js';
import { AttemptsService } from '../../apps/api/src/attempts/attempts.service.js';
import { CheckInPictures } from '../../apps/api/src/attempts/check-in-pictures.service.js';
import { consent, dataUrl, enrolByPage, framesOf } from '../support/enrolment.js';
import { beginAttempt, body, invitedStudent, makeExam } from '../support/exam-desk.js';
import { programClient, type Answer } from '../support/http.js';
import { account, putOnStaff, type Account } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Every frame is really analysed, SSD included: a busy machine takes its time. */
vi.setConfig({ testTimeout: 240_000 });

let server: TestApp;
let instructor: Account;
let proctor: Account;
let examId: string;

beforeAll(async () => {
  server = await startTestApp();
  instructor = await account(server, 'instructor');
  proctor = await account(server, 'proctor');
  examId = (await makeExam(instructor)).id;
  await putOnStaff(server, examId, proctor);
  await server.app.get(AnalysisService, { strict: false }).ready;
}, 240_000);
afterAll(() => server.close());

interface Sitter {
  student: Account;
  id: string;
}
async function sit({ enrolled = true, exam = examId } = {}): Promise<Sitter> {
  const student = await invitedStudent(server, instructor, exam);
  if (enrolled) expect((await enrolByPage(server, student)).status).toBe(201);
  return { student, id: (await beginAttempt(student, exam)).id };
}
const checkIn = async ({ student, id }: Sitter, scene: SampleScene): Promise<Answer<CheckedIn>> =>
  student.post<CheckedIn>(`/api/my/attempts/${id}/check-in`, { frames: await framesOf(scene) });

describe('the match', () => {
  it('lets the enrolled person in, who can then start', async () => {
    const sitter = await sit();
    const { status, body: got } = await checkIn(sitter, 'student');
    expect(status).toBe(200);
    expect(got).toMatchObject({ outcome: 'matched', triesLeft: 3, attempt: { checkIn: 'matched', state: 'checking_in' } });
    expect((await checkIn(sitter, 'impostor')).body.outcome).toBe('matched');
    expect(await server.app.get(AttemptsService, { strict: false }).start(sitter.student, sitter.id)).toMatchObject({
      state: 'in_progress',
    });
    expect(await checkIn(sitter, 'student')).toMatchObject({ status: 409, body: { error: { code: 'WRONG_STATE' } } });
    expect(await server.dataSource.query('SELECT 1 FROM check_in_pictures WHERE attempt_id = $1', [sitter.id])).toEqual([]);
  });

  it('turns the right face on a screen away with a next step, keeps what a person has to see, and lets the person in who then sits there', async () => {
    const sitter = await sit();
    const { status, body: denied } = await checkIn(sitter, 'screen');
    expect(status).toBe(200);
    expect(denied).toMatchObject({ outcome: 'try_again', triesLeft: 2, attempt: { checkIn: 'open' } });
    expect(denied.message).toMatch(/came from a screen.*try again.*Ask a person/);
    expect(JSON.stringify(denied)).not.toMatch(/confidence|score|moir|bezel|\b0\.\d\d/i);

    const review = await proctor.get<CheckInReview>(`/api/attempts/${sitter.id}/check-in`);
    expect(review.body.pictures).toHaveLength(1);
    expect(review.body.pictures[0]?.distance).toBeLessThan(0.5);
    const history = await server.dataSource.query<{ detail: string }[]>(
      "SELECT detail FROM attempt_changes WHERE attempt_id = $1 AND what = 'check_in_failed'",
      [sitter.id],
    );
    expect(history).toEqual([{ detail: 'the picture looked as if it came from a screen' }]);
    expect((await checkIn(sitter, 'student')).body.outcome).toBe('matched');
  });

  it('hands a screen to a person after three tries, and does not look for one where the exam switched that off', async () => {
    const sitter = await sit();
    for (let i = 0; i < 3; i++) await checkIn(sitter, 'screen');
    expect((await checkIn(sitter, 'screen')).body.outcome).toBe('waiting');
    const { id: exam } = await makeExam(instructor, { policy: { screen: { door: false } } });
    expect((await checkIn(await sit({ exam }), 'screen')).body.outcome).toBe('matched');
  });

  it('hands an impostor to a person after three tries, with a sealed picture of each, and never says a distance', async () => {
    const sitter = await sit();
    const answers: CheckedIn[] = [];
    for (let i = 0; i < 4; i++) answers.push((await checkIn(sitter, 'impostor')).body);
    expect(answers.map(({ outcome, triesLeft }) => [outcome, triesLeft])).toEqual([
      ['try_again', 2],
      ['try_again', 1],
      ['waiting', 0],
      ['waiting', 0],
    ]);
    expect(JSON.stringify(answers)).not.toMatch(/distance|score|\b0\.\d\d/i);
    const own = programClient(server.url, sitter.student.token);
    expect((await own.get(`/api/attempts/${sitter.id}/check-in`)).status).toBe(404);

    const review = await proctor.get<CheckInReview>(`/api/attempts/${sitter.id}/check-in`);
    expect(review.body.portraitSaved).toBe(true);
    expect(review.body.pictures).toHaveLength(3);
    for (const { distance } of review.body.pictures) expect(distance).toBeGreaterThan(0.6);

    const picture = `/api/attempts/${sitter.id}/check-in/pictures/${review.body.pictures[0]?.id ?? ''}`;
    const portrait = `/api/attempts/${sitter.id}/check-in/portrait`;
    for (const path of [picture, portrait]) {
      const seen = await proctor.get<string>(path);
      expect(seen.status).toBe(200);
      expect(seen.headers.get('content-type')).toBe('image/jpeg');
      expect(seen.headers.get('cache-control')).toBe('no-store');
    }
    const audited = await server.dataSource.query("SELECT actor_id FROM audit_log WHERE action = 'check_in.viewed' AND subject_id = $1", [
      sitter.id,
    ]);
    expect(audited).toEqual([{ actor_id: proctor.id }, { actor_id: proctor.id }]);
    const raw = await server.dataSource.query<{ sealed: Buffer }[]>('SELECT sealed FROM check_in_pictures WHERE attempt_id = $1', [
      sitter.id,
    ]);
    for (const { sealed } of raw) expect(sealed.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);

    const stranger = await account(server, 'proctor', 'stranger');
    const other = (await sit({ enrolled: false })).id;
    const paths = [`/api/attempts/${sitter.id}/check-in`, portrait, picture];
    for (const path of paths) {
      expect((await stranger.get(path)).status).toBe(404);
      expect((await sitter.student.get(path)).status).toBe(404);
      expect((await programClient(server.url).get(path)).status).toBe(401);
    }
    expect((await proctor.get(picture.replace(sitter.id, other))).status).toBe(404);
    // a row that got the picture of another try shows neither
    const [first, second] = review.body.pictures.map(({ id }) => id);
    await server.dataSource.query(
      'UPDATE check_in_pictures a SET sealed = b.sealed FROM check_in_pictures b WHERE a.id = $1 AND b.id = $2',
      [first, second],
    );
    expect((await proctor.get(picture)).status).toBe(500);

    const person = {
      id: proctor.id,
      sessionId: '',
      role: 'proctor' as const,
      email: '',
      name: null,
      method: 'password' as const,
      provedAt: null,
      faceVerifiedAt: null,
      passkeyAt: null,
      expiresAt: new Date(),
    };
    const refuse = { action: 'refuse' as const, attemptIds: [sitter.id], reason: 'This is not the person on the portrait.' };
    expect((await server.app.get(AttemptActions, { strict: false }).act(person, refuse)).done).toEqual([sitter.id]);
    expect(await checkIn(sitter, 'student')).toMatchObject({ status: 409, body: { error: { code: 'WRONG_STATE' } } });
  });

  it('says what to do where nothing can be compared, and takes no try for it', async () => {
    const sitter = await sit();
    const said = async (scene: SampleScene): Promise<CheckedIn> => (await checkIn(sitter, scene)).body;
    expect(await said('empty')).toMatchObject({
      outcome: 'try_again',
      triesLeft: 3,
      message: expect.stringContaining("can't see your face"),
    });
    expect(await said('dark')).toMatchObject({ outcome: 'try_again', triesLeft: 3, message: expect.stringContaining('dark') });
    expect(await said('several')).toMatchObject({
      outcome: 'try_again',
      triesLeft: 3,
      message: expect.stringContaining('more than one face'),
    });
    expect(await said('student')).toMatchObject({ outcome: 'matched' });
  });

  it('refuses what is no picture, and too few of them', async () => {
    const sitter = await sit();
    const send = (frames: unknown) => sitter.student.post(`/api/my/attempts/${sitter.id}/check-in`, { frames });
    const bad = dataUrl(Buffer.from('no picture at all'));
    expect(await send([bad, bad, bad])).toMatchObject({ status: 400, body: { error: { code: 'BAD_PICTURE' } } });
    expect((await send([])).status).toBe(400);
    expect((await send(['data:image/svg+xml;base64,AAAA', bad, bad])).status).toBe(400);
    expect(await server.dataSource.query('SELECT check_in_tries AS tries FROM attempts WHERE id = $1', [sitter.id])).toEqual([
      { tries: 0 },
    ]);
  });
});

describe('before the match', () => {
  it('asks for consent, then for a template, and each time offers a person', async () => {
    const sitter = await sit({ enrolled: false });
    expect(await checkIn(sitter, 'student')).toMatchObject({
      status: 403,
      body: { error: { code: 'CONSENT_REQUIRED', message: expect.stringContaining('ask a person') } },
    });
    await consent(sitter.student);
    expect(await checkIn(sitter, 'student')).toMatchObject({
      status: 403,
      body: { error: { code: 'TEMPLATE_REQUIRED', message: expect.stringContaining('ask a person') } },
    });
  });

  it('asks for an approved template where the policy does', async () => {
    const exam = await makeExam(instructor, { policy: { identity: { needsApproved: true } } });
    const sitter = await sit({ exam: exam.id });
    expect(await checkIn(sitter, 'student')).toMatchObject({ status: 403, body: { error: { code: 'TEMPLATE_REQUIRED' } } });
    await server.dataSource.query("UPDATE face_templates SET state = 'approved' WHERE user_id = $1", [sitter.student.id]);
    expect((await checkIn(sitter, 'student')).body).toMatchObject({ outcome: 'matched' });
  });
});

describe('asking a person', () => {
  const ask = async ({ student, id }: Sitter, scene?: SampleScene) =>
    body(student.post<StudentAttempt>(`/api/my/attempts/${id}/ask`, scene ? { frames: [dataUrl(await facePhoto(scene))] } : {}));
  const pictures = (id: string) => server.app.get(CheckInPictures, { strict: false }).list(id);

  it('needs neither camera nor consent, and keeps no picture of those who did not agree', async () => {
    const sitter = await sit({ enrolled: false });
    expect(await ask(sitter, 'student')).toMatchObject({ checkIn: 'waiting', state: 'checking_in' });
    expect(await pictures(sitter.id)).toEqual([]);
    expect(await ask(sitter)).toMatchObject({ checkIn: 'waiting' });
    expect((await proctor.get(`/api/attempts/${sitter.id}/check-in`)).body).toEqual({ portraitSaved: false, pictures: [] });
    expect((await proctor.get(`/api/attempts/${sitter.id}/check-in/portrait`)).status).toBe(404);
  });

  it('keeps one picture of those who agreed, until its time is over', async () => {
    const sitter = await sit({ enrolled: false });
    await consent(sitter.student);
    await ask(sitter, 'student');
    const [kept, ...more] = await pictures(sitter.id);
    expect(kept).toMatchObject({ distance: null });
    expect(more).toEqual([]);
    const service = server.app.get(CheckInPictures, { strict: false });
    await service.deleteExpired(new Date(Date.now() + 30 * 86_400_000));
    expect(await pictures(sitter.id)).toHaveLength(1);
    expect(await service.deleteExpired(new Date(Date.now() + 31 * 86_400_000))).toBeGreaterThan(0);
    expect(await pictures(sitter.id)).toEqual([]);
  });
});
