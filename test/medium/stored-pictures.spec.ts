import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import type { CheckInReview, Enrol, Enrolled } from '@invigil/shared';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { flatJpeg } from '../../libs/biometrics/src/testing/hostile-pictures/flat-jpeg.js';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { TemplatesService } from '../../apps/api/src/enrolment/templates.service.js';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { addQuestion, honestClaim } from '../support/enrolled.js';
import { consent, dataUrl, descriptorOf } from '../support/enrolment.js';
import { beginAttempt, invitedStudent, makeExam } from '../support/exam-desk.js';
import { openProctorPage } from '../support/proctor-page.js';
import { account, openExam, putOnStaff, sitting, type Account } from '../support/staffed-exam.js';
import { studentPage } from '../support/student-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Every frame is really analysed, SSD included: a busy machine takes its time. */
vi.setConfig({ testTimeout: 240_000 });

/** What a file may carry besides its picture: a comment behind its beginning, a program behind its end. */
const CARGO = 'CARGO';
const laden = (jpeg: Uint8Array): Buffer => {
  const comment = Buffer.from(`\xff\xfe\0\x1a${CARGO} where I live: 12 N`, 'latin1').subarray(0, 28);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from(`<?php ${CARGO} ?>`)]);
};
const ladenPhoto = async (scene: SampleScene, variant: number) => laden(await facePhoto(scene, { variant }));
const ladenFrames = (scene: SampleScene, from: number) =>
  Promise.all([0, 1, 2].map(async (i) => dataUrl(await ladenPhoto(scene, from + i))));

/** A picture and nothing else. Those that came over HTTP are text here, in which cargo would still be legible. */
function expectClean(picture: string | Uint8Array): void {
  const bytes = Buffer.from(picture as Uint8Array);
  expect(bytes.length).toBeGreaterThan(1000);
  expect(bytes.includes(CARGO)).toBe(false);
  expect(bytes.includes('<?php')).toBe(false);
}

describe('pictures that are kept', () => {
  let server: TestApp;
  let instructor: Account;
  let proctor: Account;

  beforeAll(async () => {
    server = await startTestApp();
    [instructor, proctor] = [await account(server, 'instructor'), await account(server, 'proctor')];
    await server.app.get(AnalysisService, { strict: false }).ready;
    expect((await ladenPhoto('student', 1)).includes(CARGO)).toBe(true);
  }, 240_000);
  afterAll(() => server.close());

  async function enrol(student: Account): Promise<Enrolled> {
    await consent(student);
    const frames = await ladenFrames('student', 1);
    const enrolment: Enrol = {
      faceDescriptor: await descriptorOf(server, 'student'),
      frames,
      image: dataUrl(await ladenPhoto('student', 4)),
    };
    const { status, body } = await student.post<Enrolled>('/auth/profile/image', enrolment);
    expect(status).toBe(201);
    return body;
  }

  it('at enrolment and check-in hold nothing of the file that was sent but its picture', async () => {
    const exam = await makeExam(instructor);
    await putOnStaff(server, exam.id, proctor);
    const student = await invitedStudent(server, instructor, exam.id);
    const { profileImage = '' } = await enrol(student);
    expectClean(Buffer.from(profileImage.slice(profileImage.indexOf(',') + 1), 'base64'));
    expectClean((await server.app.get(TemplatesService, { strict: false }).portrait(student.id)) ?? '');

    const { id } = await beginAttempt(student, exam.id);
    for (let i = 0; i < 3; i++) {
      await student.post(`/api/my/attempts/${id}/check-in`, { frames: await ladenFrames('impostor', 1 + i * 3) });
    }
    const { pictures } = (await proctor.get<CheckInReview>(`/api/attempts/${id}/check-in`)).body;
    expect(pictures).toHaveLength(3);
    for (const picture of pictures) expectClean((await proctor.get<string>(`/api/attempts/${id}/check-in/pictures/${picture.id}`)).body);
  });

  it('as evidence and on the wall hold nothing else either; a hostile frame among them harms nobody', async () => {
    const examId = await openExam(server, instructor);
    await addQuestion(server, examId);
    await putOnStaff(server, examId, proctor);
    const student = await account(server, 'student', 'Sam');
    await enrol(student);
    const attemptId = await sitting(server, examId, student);
    const several = await ladenPhoto('several', 1);
    const claim = await honestClaim(server, several);
    const bomb = flatJpeg({ width: 3000, height: 2000, levels: [128] });
    const looks = { bomb: { jpeg: bomb, claim }, several: { jpeg: several, claim } };
    let shown: keyof typeof looks = 'bomb';
    const page = studentPage(server, student, attemptId, () => looks[shown]);
    const wall = await openProctorPage(server.url, proctor.token);
    await wall.get('exam:watch', { examId, afterPosition: 0 });
    const thumbnail = wall.hears('thumbnail:updated', (told) => told.attemptId === attemptId);
    await page.connect();
    page.frame();
    shown = 'several';
    for (let i = 0; i < 3; i++) page.frame();
    const confirmed = await wall.hears(
      'violation:changed',
      (view) => view.attemptId === attemptId && view.kind === 'multiple_faces' && view.confirmed,
    );
    expect(confirmed.evidence.length).toBeGreaterThan(0);
    for (const { id } of confirmed.evidence) expectClean((await proctor.get<string>(`/api/evidence/${id}`)).body);
    expectClean((await thumbnail).jpeg);
    expect(await server.dataSource.manager.countBy(Frame, { attemptId, state: 'not_analysed' })).toBe(1);
    page.close();
    wall.close();
  });
});
