import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Answer } from '../../apps/api/src/attempts/answer.entity.js';
import { expectNoAxeViolations, launchBrowser, newVisitor, takeScreenshots } from '../support/browser.js';
import { body, invite, makeExam, tokenOf } from '../support/exam-desk.js';
import { fakeCameraFilm } from '../support/faces/index.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Runs in the page: what its local database still holds of any attempt. */
const countKept = () =>
  new Promise<number>((resolve) => {
    const opening = indexedDB.open('invigil-exam');
    opening.onsuccess = () => {
      const tx = opening.result.transaction(['rooms', 'drafts', 'entries', 'streams']);
      const counts = ['rooms', 'drafts', 'entries', 'streams'].map((name) => tx.objectStore(name).count());
      tx.oncomplete = () => {
        opening.result.close();
        resolve(counts.reduce((sum, { result }) => sum + result, 0));
      };
    };
  });

describe('the road of a student, in a real browser', () => {
  let server: TestApp;
  let folder: string;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let administrator: Someone;
  const ending = new AsyncDisposableStack();
  let attemptId: string;

  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const heading = (name: string | RegExp) => page.getByRole('heading', { name }).waitFor();
  const look = async (name: string) => {
    await expectNoAxeViolations(page);
    await takeScreenshots(page, `student-${name}`);
    // the pictures end in the dark: the page is light again before anything is measured
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light');
  };
  /** What the database holds of the answers, newest last. */
  const answers = async () =>
    (await server.dataSource.manager.find(Answer, { where: { attemptId }, order: { receivedAt: 'ASC' } })).map(({ value }) => value);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'road-'));
    const film = path.join(folder, 'camera.y4m');
    [server] = await Promise.all([startTestApp(), fakeCameraFilm(film, 'student')]);
    ending.defer(() => server.close());
    browser = await launchBrowser({ camera: film });
    ending.defer(() => browser.close());
    visitor = await newVisitor(browser, server.url);
    page = await visitor.newPage();
    administrator = await setUpAdministrator(server);
    const instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
    const exam = await makeExam(instructor);
    const student = await signUp(server, 'ann@example.org');
    await body(student.post('/api/invitations/claim', { token: tokenOf(await invite(instructor, exam.id)) }));
    attemptId = (await body(student.post<{ id: string }>(`/api/my/exams/${exam.id}/attempt`))).id;
    const signedIn = await visitor.request.post('/auth/login', {
      data: { email: 'ann@example.org', password: PASSWORD },
      headers: { origin: server.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(signedIn.status()).toBe(200);
  });

  afterAll(async () => {
    await ending.disposeAsync();
    await rm(folder, { recursive: true, force: true });
  });

  it('asks for consent before the camera is opened', async () => {
    await page.goto(`/exam/${attemptId}`);
    await heading('What is recorded, and who sees it');
    expect(await page.locator('video').count()).toBe(0);
    await look('consent');
    await press('Agree and go on');
    await page.getByText('Tick the box to agree').waitFor();
    await page.getByLabel('I have read this and I agree').check();
    await press('Agree and go on');
    await heading('First, set up the face check');
    await look('enrol-first');
  });

  it('enrols from four good pictures', async () => {
    await page.getByRole('link', { name: 'Set up the face check' }).click();
    await page
      .getByText('4 pictures')
      .or(page.getByRole('img', { name: /of 4 pictures taken/ }))
      .first()
      .waitFor();
    await page.locator('video').waitFor();
    await look('enrol-capture');
    await page.getByRole('img', { name: 'You, as the camera saw you' }).waitFor();
    await look('enrol-confirm');
    await press('Use these pictures');
    await page.getByText('The face check is set up').waitFor();
    await look('enrol-done');
    await page.getByRole('link', { name: 'Go on', exact: true }).click();
  });

  it('checks the system, then the person, and starts', async () => {
    await heading('Is everything ready?');
    await page.getByText('It can do all that is needed.').waitFor();
    await look('system');
    await press('Go to the check-in');
    await heading('Check in');
    await page.locator('video').waitFor();
    await look('check-in');
    await heading('You are checked in');
    await look('start');
    await press('Start the exam');
    await heading(/1 \+ 1/);
    await look('exam');
  });

  it('saves each answer as it is given', async () => {
    await page.getByRole('radio', { name: '2', exact: true }).check();
    await page.getByText(/Saved \d\d:\d\d:\d\d/).waitFor();
    await press('Next');
    await page.getByRole('textbox', { name: /Why/ }).fill('Because it is so.');
    await page.getByText(/Saved \d\d:\d\d:\d\d/).waitFor();
    expect(await answers()).toEqual([1, 'Because it is so.']);
  });

  it('goes on without network, even through a reload, and loses nothing', async () => {
    await visitor.setOffline(true);
    await page.getByText('No connection. You can go on working.').waitFor();
    await page.getByRole('textbox', { name: /Why/ }).fill('Because it is so. Typed without network.');
    await page.getByText('Kept on this computer', { exact: true }).waitFor();
    await look('offline');
    await page.reload();
    await heading(/1 \+ 1/);
    expect(await page.getByRole('radio', { name: '2', exact: true }).isChecked()).toBe(true);
    await press('Next');
    expect(await page.getByRole('textbox', { name: /Why/ }).inputValue()).toBe('Because it is so. Typed without network.');
    await visitor.setOffline(false);
    await expect.poll(answers).toEqual([1, 'Because it is so.', 'Because it is so. Typed without network.']);
  });

  it('hands in and shows a receipt', async () => {
    await press('Hand in');
    await page.getByRole('dialog').waitFor();
    await look('submit');
    await page.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
    await heading('Your exam is handed in');
    await page.getByText('Receipt code').waitFor();
    await look('receipt');
    // once everything has arrived the browser keeps nothing of the sitting
    await expect.poll(() => page.evaluate(countKept)).toBe(0);
  });
});
