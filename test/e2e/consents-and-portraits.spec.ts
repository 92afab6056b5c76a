import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { facePhoto } from '@invigil/biometrics/samples';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CONSENT_VERSIONS, type Enrol } from '@invigil/shared';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { enrolByPage, goodEnrolment } from '../support/enrolment.js';
import { heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { openExam, sitting } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('consents and portraits, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let ines: Page;
  let sam: Page;
  let student: Someone;
  let instructor: Someone;
  let good: Enrol;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    browser = await launchBrowser();
    ending.defer(() => browser.close());
    const administrator = await setUpAdministrator(server);
    instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
    student = await signUp(server, 'sam@example.org');
    good = await goodEnrolment(server);
    [ines, sam] = [await signedIn(instructor), await signedIn(student)];
  });
  afterEach(({ task }) => pictureOfFailure(task, { ines, sam }));
  afterAll(() => ending.disposeAsync());

  async function signedIn({ email }: Someone): Promise<Page> {
    const page = await openPage(browser, server.url, troubles);
    const { cookies } = await browserOf(server, email);
    await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
    return page;
  }

  it('asks for each use with its own text, before the camera, and offers another way', async () => {
    await sam.goto('/enrol?for=files&next=/account/privacy');
    await heading(sam, 'Face check for files');
    await says(sam, 'A passkey opens your files as well');
    await lookAt(sam, 'consent-files');
    await press(sam, 'Agree and go on');
    await says(sam, 'Tick the box to agree');
    expect(await sam.getByRole('link', { name: 'Use a passkey instead' }).getAttribute('href')).toBe('/account/security');
    expect((await student.get('/auth/consents')).body).toEqual([]);
    await enrolByPage(server, student, good);
    await sam.reload();
    await sam.getByRole('checkbox', { name: 'I have read this and I agree' }).check();
    await press(sam, 'Agree and go on');
    await says(sam, 'Your face check is set up');
    expect((await student.get('/auth/consents')).body).toMatchObject([
      { kind: 'files', version: CONSENT_VERSIONS.files },
      { kind: 'exam' },
    ]);
  });

  it('lists the uses on the privacy page, to agree and to withdraw one by one', async () => {
    await sam.goto('/account/privacy');
    const item = (title: string) => sam.getByRole('listitem').filter({ has: sam.getByRole('heading', { name: title, exact: true }) });
    await item('Face check for files').getByText('You agreed', { exact: true }).waitFor();
    const monitor = item('Being recognised by the live monitor');
    expect(await monitor.getByRole('link', { name: /^Read and agree/ }).getAttribute('href')).toBe(
      '/enrol?for=monitor&next=/account/privacy',
    );
    await monitor.getByText('What it means, in full').click();
    await lookAt(sam, 'privacy-consents');
    await item('Face check for files')
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    await sam.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
    await item('Face check for files').getByText('Withdrawn', { exact: true }).waitFor();
    await item('Face check in exams').getByText('You agreed', { exact: true }).waitFor();
    expect((await student.get<{ faceDescriptorSaved: boolean }>('/auth/profile')).body.faceDescriptorSaved).toBe(true);
  });

  it('compares a portrait with the photo of the roster, by keyboard', async () => {
    const examId = await openExam(server, instructor);
    await sitting(server, examId, student);
    const other = await signUp(server, 'oda@example.org');
    await enrolByPage(server, other, good);
    const photo = join(tmpdir(), `roster-${String(process.pid)}.jpg`);
    await writeFile(photo, await facePhoto('student', { variant: 40 }));
    await ines.goto(`/exams/${examId}/people`);
    await ines.getByLabel('Photo file of Sam Student').setInputFiles(photo);
    await ines.getByRole('button', { name: 'Change photo of Sam Student' }).waitFor();
    await lookAt(ines, 'roster-photo');

    await ines.goto('/portraits');
    await ines.getByRole('img', { name: 'Photo of sam from the roster' }).waitFor();
    await ines.getByRole('img', { name: 'Portrait of oda' }).waitFor();
    await lookAt(ines, 'portraits');
    const focused = () => ines.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await ines.locator('[data-portrait]').first().focus();
    expect(await focused()).toBe('sam');
    await ines.keyboard.press('ArrowRight');
    expect(await focused()).toBe('oda');
    await ines.keyboard.press('r');
    await heading(ines, 'Reject the portrait of oda?');
    await ines.getByRole('textbox', { name: 'Reason' }).fill('Another person');
    await press(ines, 'Reject');
    await says(ines, 'oda has to enrol again');
    await expect.poll(focused).toBe('sam');
    await ines.keyboard.press('a');
    await says(ines, 'Nothing to compare');
    expect((await other.get<{ faceDescriptorSaved: boolean }>('/auth/profile')).body.faceDescriptorSaved).toBe(false);
    expect((await student.get('/auth/profile')).body).toMatchObject({ templateState: 'approved' });
    expect(troubles).toEqual([]);
  });

  it('sends a visitor to sign in and back, with the whole address, and never to another site', async () => {
    const visitor = await openPage(browser, server.url, troubles);
    for (const path of [
      '/verify?next=/files',
      '/files',
      '/facematch',
      '/account/privacy',
      '/monitor/people',
      '/portraits',
      '/enrol?for=files&next=/files',
    ]) {
      await visitor.goto(path);
      await visitor.waitForURL((url) => url.pathname === '/login');
      expect(new URL(visitor.url()).searchParams.get('next')).toBe(path);
    }
    await visitor.getByRole('textbox', { name: 'E-mail' }).fill(student.email);
    await visitor.getByLabel('Password', { exact: true }).fill('a long enough password');
    await visitor.getByRole('button', { name: 'Sign in', exact: true }).click();
    await visitor.waitForURL((url) => url.pathname + url.search === '/enrol?for=files&next=/files');
    await visitor.goto('/enrol?for=exam&next=https://evil.example/');
    await says(visitor, 'Your face check is set up');
    expect(await visitor.getByRole('link', { name: 'Go to your home page' }).getAttribute('href')).toBe('/');
  });
});
