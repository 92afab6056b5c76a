import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeTemplate } from '@invigil/biometrics';
import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, readDescriptor, type CheckedIn, type Enrolled, type PolicyInput, type StudentAttempt } from '@invigil/shared';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newVisitor } from './browser.js';
import { honestClaim } from './enrolled.js';
import { dataUrl } from './enrolment.js';
import { body, invite, makeExam, tokenOf } from './exam-desk.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from './people.js';
import { startTestApp, type TestApp } from './test-app.js';

/** An exam with students who have checked in before their camera, in one browser with its proctor. */
export interface MonitoredSitting {
  readonly server: TestApp;
  readonly browser: Browser;
  /** The film before every camera of the browser. */
  readonly film: string;
  readonly examId: string;
  readonly attemptIds: readonly string[];
  readonly students: readonly Page[];
  /** The first of them. */
  readonly student: Page;
  readonly proctor: Page;
  /** Opens the exam page of each student and presses Start. */
  start(): Promise<void>;
  /** A person's fresh page, signed in. */
  visit(email: string): Promise<Page>;
  close(): Promise<void>;
}
export interface SittingOptions {
  readonly policy: PolicyInput;
  /** Makes the film that plays first. */
  readonly film: (file: string) => Promise<void>;
  readonly names?: readonly string[];
  /** Who sits before the camera; the student where nothing is said. */
  readonly person?: SampleScene;
  /** Lifetime of the access tokens with which the pages sign in, where the sitting should outlive them. */
  readonly accessSeconds?: number;
}

const photos = (person: SampleScene, variants: readonly number[]): Promise<Uint8Array[]> =>
  Promise.all(variants.map((variant) => facePhoto(person, { variant })));

/** Enrols through the HTTP call, from pictures of the person who will sit before the camera later. */
async function enrol(server: TestApp, student: Someone, person: SampleScene): Promise<void> {
  await body(student.post('/auth/consents', { kind: 'exam', version: CONSENT_VERSIONS.exam }));
  const frames = await photos(person, [1, 2, 3, 4]);
  const claims = await Promise.all(frames.map((jpeg) => honestClaim(server, jpeg)));
  const made = makeTemplate(claims.map(({ descriptor }) => readDescriptor(descriptor ?? new Uint8Array(512))));
  const faceDescriptor = [...(made.template ?? [])];
  await body(student.post<Enrolled>('/auth/profile/image', { faceDescriptor, frames: frames.map(dataUrl) }));
}

async function checkIn(student: Someone, attemptId: string, person: SampleScene): Promise<void> {
  const frames = (await photos(person, [5, 6, 7])).map(dataUrl);
  const { outcome, message } = await body(student.post<CheckedIn>(`/api/my/attempts/${attemptId}/check-in`, { frames }));
  if (outcome !== 'matched') throw new Error(`The student was not let in: ${message}`);
}

/** Everything up to the Start button, by the same calls as the pages make. */
export async function monitoredSitting({
  policy,
  film: makeFilm,
  names = ['Ann Lee'],
  person = 'student',
  accessSeconds,
}: SittingOptions): Promise<MonitoredSitting> {
  const ending = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'sitting-'));
  ending.defer(() => rm(folder, { recursive: true, force: true }));
  const film = path.join(folder, 'camera.y4m');
  const [server] = await Promise.all([startTestApp(), makeFilm(film)]);
  ending.defer(() => server.close());
  const administrator = await setUpAdministrator(server);
  const ines = await signUp(server, 'ines@example.org', 'instructor', administrator);
  const pat = await signUp(server, 'pat@example.org', 'proctor', administrator);
  const { id: examId } = await makeExam(ines, { policy });
  await body(ines.post(`/api/exams/${examId}/staff`, { email: pat.email, part: 'proctor' }));
  const emails = names.map((name) => `${name.toLowerCase().replaceAll(' ', '.')}@example.org`);
  const attemptIds: string[] = [];
  for (const [place, name] of names.entries()) {
    const student = await signUp(server, emails[place] ?? '');
    await enrol(server, student, person);
    await body(student.post('/api/invitations/claim', { token: tokenOf(await invite(ines, examId, name)) }));
    const { id } = await body(student.post<StudentAttempt>(`/api/my/exams/${examId}/attempt`));
    await checkIn(student, id, person);
    attemptIds.push(id);
  }
  const browser = await launchBrowser({ camera: film });
  ending.defer(() => browser.close());

  const visit = async (email: string): Promise<Page> => {
    const visitor = await newVisitor(browser, server.url);
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    const answer = await visitor.request.post('/auth/login', { data: { email, password: PASSWORD }, headers });
    if (answer.status() !== 200) throw new Error(`${email} could not sign in.`);
    const page = await visitor.newPage();
    return page;
  };
  // from here on, so that what was seeded by calls above had all the time it needs
  if (accessSeconds !== undefined) Object.assign(server.config, { accessSeconds });
  const proctor = await visit('pat@example.org');
  const students = await Promise.all(emails.map(visit));
  const [student] = students;
  if (!student) throw new Error('Nobody was named.');
  const start = async (): Promise<void> => {
    await proctor.goto(`/proctor/${examId}`);
    for (const [place, page] of students.entries()) {
      await page.goto(`/exam/${attemptIds[place] ?? ''}`);
      await page.getByRole('button', { name: 'Start the exam' }).click();
      await page.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
    }
  };
  return { server, browser, film, examId, attemptIds, students, student, proctor, start, visit, close: () => ending.disposeAsync() };
}

/** The button of an incident with that title in the proctor's feed. */
export const incident = (page: Page, title: string) =>
  page.getByRole('region', { name: 'Incidents', exact: true }).getByRole('button', { name: title });

/** Kinds of the violations that were confirmed in an attempt. */
export async function confirmedKinds({ dataSource }: TestApp, attemptId: string): Promise<string[]> {
  const rows = await dataSource.query<{ kind: string }[]>('SELECT kind FROM violations WHERE attempt_id = $1 AND confirmed ORDER BY kind', [
    attemptId,
  ]);
  return rows.map(({ kind }) => kind);
}
