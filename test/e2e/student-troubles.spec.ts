import type { Act } from '@invigil/shared';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, launchBrowser, newVisitor, takeScreenshots } from '../support/browser.js';
import { body, invite, makeExam, tokenOf } from '../support/exam-desk.js';
import { PASSWORD, setUpAdministrator, signUp } from '../support/people.js';
import { openProctorPage, type ProctorPage } from '../support/proctor-page.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('a student without camera, and a proctor who steps in', () => {
  let server: TestApp;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let proctor: ProctorPage;
  const ending = new AsyncDisposableStack();
  let attemptId: string;

  const look = async (name: string) => {
    await expectNoAxeViolations(page);
    await takeScreenshots(page, `trouble-${name}`);
    // the pictures end in the dark: the page is light again before anything is measured
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light');
  };
  const act = (request: Omit<Act, 'attemptIds'> & Record<string, unknown>) =>
    proctor.get('attempt:act', { ...request, attemptIds: [attemptId] });

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    browser = await launchBrowser({ permission: 'deny' });
    ending.defer(() => browser.close());
    visitor = await newVisitor(browser, server.url);
    page = await visitor.newPage();
    const administrator = await setUpAdministrator(server);
    const instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
    const exam = await makeExam(instructor);
    const student = await signUp(server, 'ann@example.org');
    await body(student.post('/api/invitations/claim', { token: tokenOf(await invite(instructor, exam.id)) }));
    attemptId = (await body(student.post<{ id: string }>(`/api/my/exams/${exam.id}/attempt`))).id;
    proctor = await openProctorPage(server.url, instructor.token);
    ending.defer(() => {
      proctor.close();
    });
    await visitor.request.post('/auth/login', {
      data: { email: 'ann@example.org', password: PASSWORD },
      headers: { origin: server.url, 'sec-fetch-site': 'same-origin' },
    });
  });

  afterAll(async () => {
    await ending.disposeAsync();
  });

  it('says how to allow a camera that is blocked', async () => {
    await page.goto(`/enrol?next=/exam/${attemptId}`);
    await page.getByLabel('I have read this and I agree').check();
    await page.getByRole('button', { name: 'Agree and go on' }).click();
    await page.getByText('The camera is blocked').waitFor();
    await page.getByText('allow the camera for this site').waitFor();
    await look('camera-blocked');
  });

  it('lets a person decide instead, live', async () => {
    await page.goto(`/exam/${attemptId}`);
    await page.getByRole('button', { name: 'Ask a person to let me in' }).click();
    await page.getByRole('heading', { name: 'A person is looking at your check-in' }).waitFor();
    await look('waiting');
    await act({ action: 'admit', reason: '' });
    await page.getByRole('heading', { name: 'You are checked in' }).waitFor();
    await page.getByRole('button', { name: 'Start the exam' }).click();
    await page.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
    await page.getByText('Camera off').waitFor();
    await look('no-camera');
  });

  it('shows what the proctor says and does', async () => {
    await act({ action: 'message', text: 'Ten minutes more for all.' });
    await page.getByText('Ten minutes more for all.').waitFor();
    await act({ action: 'warn', text: 'Please put the phone away.' });
    await page.getByRole('dialog').getByText('Please put the phone away.').waitFor();
    await look('warning');
    await page.getByRole('button', { name: 'I have read it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await act({ action: 'pause', reason: 'A fire drill.' });
    await page.getByText('A fire drill.').waitFor();
    await look('paused');
    await act({ action: 'resume' });
    await page.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
  });

  it('steps aside for another page of the same student', async () => {
    const other = await visitor.newPage();
    await other.goto(`/exam/${attemptId}`);
    await page.getByText('The exam is open somewhere else now').waitFor();
    await look('replaced');
    await other.close();
    await page.getByRole('button', { name: 'Go on here instead' }).click();
    await page.getByRole('heading', { name: /1 \+ 1/ }).waitFor();
    // the warning that was read before is not shown once more
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('tells a student whose exam is ended why, and what is next', async () => {
    await act({ action: 'terminate', reason: 'Another person sat here.' });
    await page.getByRole('heading', { name: 'Your exam was ended' }).waitFor();
    expect(await page.getByText('Another person sat here.').count()).toBe(1);
    await look('terminated');
  });
});
