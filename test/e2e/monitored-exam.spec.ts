import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeTemplate } from '@invigil/biometrics';
import { CONSENT_VERSIONS, readDescriptor, type Enrolled, type StudentAttempt } from '@invigil/shared';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, launchBrowser, newVisitor, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { honestClaim } from '../support/enrolled.js';
import { body, invite, makeExam, tokenOf } from '../support/exam-desk.js';
import { facePhoto, fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { incident } from '../support/monitored-sitting.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const dataUrl = (jpeg: Uint8Array): string => `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;

/** Enrols through the HTTP call, from pictures of the person who will sit before the camera later. */
async function enrolByHttp(server: TestApp, student: Someone): Promise<void> {
  await body(student.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam }));
  const frames = await Promise.all([1, 2, 3, 4].map((variant) => facePhoto('student', { variant })));
  const claims = await Promise.all(frames.map((jpeg) => honestClaim(server, jpeg)));
  const made = makeTemplate(claims.map(({ descriptor }) => readDescriptor(descriptor ?? new Uint8Array(512))));
  const faceDescriptor = [...(made.template ?? [])];
  const enrolled = await body(student.post<Enrolled>('/auth/profile/image', { faceDescriptor, frames: frames.map(dataUrl) }));
  expect(enrolled.templateState).toBe('captured');
}

describe('a monitored exam, from the camera to the report', () => {
  let server: TestApp;
  let folder: string;
  let film: string;
  let browser: Browser;
  let student: Page;
  let proctor: Page;
  let instructor: Page;
  let examId: string;
  let attemptId: string;
  const ending = new AsyncDisposableStack();

  const visit = async (email: string): Promise<Page> => {
    const visitor: BrowserContext = await newVisitor(browser, server.url);
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    const answer = await visitor.request.post('/auth/login', { data: { email, password: PASSWORD }, headers });
    expect(answer.status()).toBe(200);
    const page = await visitor.newPage();
    return page;
  };
  const look = async (page: Page, name: string) => {
    await expectNoAxeViolations(page);
    await takeScreenshots(page, name);
  };
  const tile = () => proctor.getByRole('button', { name: /^Open .*Ann Lee/ });
  const dialogGone = () => proctor.getByRole('dialog').waitFor({ state: 'hidden' });
  const closeDialog = () => proctor.getByRole('button', { name: 'Close', exact: true }).click();
  /** Opens the student's panel on the wall and chooses an action there. */
  const act = async (action: string) => {
    await tile().click();
    await proctor.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
  };
  const shown = (page: Page, alt: RegExp) =>
    page
      .getByRole('img', { name: alt })
      .first()
      .evaluate((image) => (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth));

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'monitored-'));
    film = path.join(folder, 'camera.y4m');
    [server] = await Promise.all([startTestApp(), fakeCameraFilm(film, 'impostor')]);
    ending.defer(() => server.close());
    const administrator = await setUpAdministrator(server);
    const ines = await signUp(server, 'ines@example.org', 'instructor', administrator);
    const pat = await signUp(server, 'pat@example.org', 'proctor', administrator);
    const ann = await signUp(server, 'ann@example.org');
    await enrolByHttp(server, ann);
    ({ id: examId } = await makeExam(ines, { policy: { frameSeconds: 3, challengeSeconds: [8, 15] } }));
    await body(ines.post(`/api/exams/${examId}/staff`, { email: pat.email, part: 'proctor' }));
    await body(ann.post('/api/invitations/claim', { token: tokenOf(await invite(ines, examId)) }));
    ({ id: attemptId } = await body(ann.post<StudentAttempt>(`/api/my/exams/${examId}/attempt`)));
    browser = await launchBrowser({ camera: film });
    ending.defer(() => browser.close());
    [student, proctor, instructor] = (await Promise.all(['ann@example.org', 'pat@example.org', 'ines@example.org'].map(visit))) as [
      Page,
      Page,
      Page,
    ];
    await proctor.goto(`/proctor/${examId}`);
  });

  afterEach(({ task }) => pictureOfFailure(task, { student, proctor, instructor }));

  afterAll(async () => {
    await ending.disposeAsync();
    await rm(folder, { recursive: true, force: true });
  });

  it('refuses another person at the check-in, and a proctor decides with both pictures', async () => {
    await student.goto(`/exam/${attemptId}`);
    await student.getByText('It can do all that is needed.').waitFor();
    await student.getByRole('button', { name: 'Go to the check-in' }).click();
    const waiting = student.getByRole('heading', { name: 'A person is looking at your check-in' });
    const again = student.getByRole('button', { name: 'Try again' });
    for (let tries = 0; tries < 3; tries++) {
      await again.or(waiting).first().waitFor();
      if (await waiting.isVisible()) break;
      await again.click();
    }
    await waiting.waitFor();
    expect(await student.locator('body').innerText()).not.toMatch(/distance|\b0\.\d\d/i);
    await look(student, 'check-in-waiting');

    await proctor.getByText('Waits for you').waitFor();
    await tile().click();
    expect(await shown(proctor, /Enrolled portrait/)).toBeGreaterThan(0);
    expect(await shown(proctor, /at the check-in/)).toBeGreaterThan(0);
    await look(proctor, 'wall-check-in');
    await proctor.getByRole('button', { name: 'Admit' }).click();
    await proctor.getByRole('dialog').getByRole('button', { name: 'Admit' }).click();
    await overwriteFilm(film, 'student');
    await student.getByRole('button', { name: 'Start the exam' }).waitFor();
  });

  it('shows the student on the wall while all is well', async () => {
    await student.getByRole('button', { name: 'Start the exam' }).click();
    await student.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
    await dialogGone();
    await proctor.getByText('In progress', { exact: true }).waitFor();
    await tile().locator('img').waitFor();
    await look(proctor, 'wall-calm');
  });

  it('brings an impostor to the open page of the proctor, with the evidence one click away', async () => {
    await overwriteFilm(film, 'impostor');
    await incident(proctor, 'Another person').waitFor();
    await incident(proctor, 'Another person').click();
    expect(await shown(proctor, /Ann Lee during/)).toBeGreaterThan(0);
    await proctor.getByText(/Distance 0\.\d\d, the limit is 0\.60/).waitFor();
    await look(proctor, 'wall-evidence');
    await closeDialog();
    await look(proctor, 'wall-incident');
    await overwriteFilm(film, 'student');
  });

  it('sees several faces, and an empty chair', async () => {
    await overwriteFilm(film, 'several');
    await incident(proctor, 'Several faces').waitFor();
    await overwriteFilm(film, 'empty');
    await incident(proctor, 'No face in view').waitFor();
    await student.getByText("We can't see your face. Move in front of the camera.").waitFor();
    await overwriteFilm(film, 'student');
    await student.getByText("We can't see your face.").waitFor({ state: 'hidden' });
  });

  it('shows a page that comes later the same', async () => {
    const titles = (page: Page) =>
      page
        .getByRole('region', { name: 'Incidents', exact: true })
        .locator('[data-violation]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-violation')));
    const second = await visit('ines@example.org');
    await second.goto(`/proctor/${examId}`);
    // on a busy machine the impostor may have been seen twice by now
    await incident(second, 'Another person').first().waitFor();
    await expect.poll(async () => (await titles(second)).join()).toBe((await titles(proctor)).join());
    await second.close();
  });

  it('lets the proctor speak, pause and resume, and the student sees it', async () => {
    await act('Message');
    await proctor.getByRole('textbox', { name: 'Message' }).fill('Please close the door.');
    await proctor.getByRole('button', { name: 'Send' }).click();
    await student.getByText('Please close the door.').first().waitFor();
    await dialogGone();
    await act('Pause');
    await proctor.getByRole('textbox', { name: /Reason/ }).fill('Fire alarm');
    await proctor.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await student.getByText('Your exam is paused').waitFor();
    await student.getByText('Fire alarm').waitFor();
    await look(student, 'exam-paused');
    await dialogGone();
    await act('Resume');
    await proctor.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
    await student.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
    await dialogGone();
  });

  it('ends an attempt with a reason that the student reads', async () => {
    await act('Terminate');
    await proctor.getByRole('textbox', { name: /Reason/ }).fill('Another person sat in your place.');
    await proctor.getByRole('dialog').getByRole('button', { name: 'Terminate' }).click();
    await student.getByText('Another person sat in your place.').waitFor();
    await look(student, 'exam-terminated');
  });

  it('reports it afterwards, with chart, coverage and evidence', async () => {
    await instructor.goto(`/review/${examId}`);
    const row = instructor.getByRole('row', { name: /Ann Lee/ });
    await row.getByText('Review first').waitFor();
    await look(instructor, 'report-exam');
    await row.getByRole('link', { name: 'Review Ann Lee' }).click();
    await instructor
      .getByRole('img', { name: /Chart of the sitting/ })
      .locator('canvas')
      .waitFor();
    expect(await shown(instructor, /Ann Lee during “Another person”/)).toBeGreaterThan(0);
    await look(instructor, 'report-attempt');
    await instructor.getByRole('button', { name: 'Look and judge' }).first().click();
    await instructor.getByRole('button', { name: 'Dismiss', exact: true }).click();
    await instructor.getByRole('alert').getByText('Say why you dismiss it').waitFor();
    await instructor.getByRole('button', { name: 'Confirm', exact: true }).click();
    await instructor
      .getByText(/Confirmed by|Confirmed$/)
      .first()
      .waitFor();
  });
});
