import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../apps/api/src/auth/entities/user.entity.js';
import { StoredFile } from '../../apps/api/src/files/stored-file.entity.js';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { addQuestion } from '../support/enrolled.js';
import { heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { openExam, sitting } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MIB = 1024 ** 2;

describe('the road of a file, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let ines: Page;
  let sam: Page;
  let instructor: Someone;
  let student: Someone;
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
    await server.dataSource.manager.update(User, { verified: false }, { verified: true });
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
  const verifyFace = ({ id }: Someone, at = new Date()) =>
    server.dataSource.manager.update(LoginSession, { userId: id }, { faceVerifiedAt: at });
  const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
  const choose = (page: Page, ...files: { name: string; buffer: Buffer }[]) =>
    page.locator('input[type=file]').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));

  it('says what to do before the face is verified', async () => {
    await ines.goto('/files');
    await says(ines, 'Verify your face to open your files');
    expect(await ines.getByRole('link', { name: 'Verify your face' }).getAttribute('href')).toBe('/verify?next=/files');
    await lookAt(ines, 'files-closed');
    await verifyFace(instructor);
    await ines.reload();
    await says(ines, 'No files yet');
    await lookAt(ines, 'files-empty');
  });

  it('uploads what is chosen, goes on after a lost connection, and can be paused and cancelled', async () => {
    const part = '**/api/files/uploads/*/*';
    let cut = true;
    await ines.route(part, (route) => (cut && route.request().method() === 'PUT' ? route.abort('connectionfailed') : route.continue()));
    await choose(ines, { name: 'Formeln für Algebra.txt', buffer: Buffer.from('x² − 1 = (x − 1)(x + 1)') });
    await says(ines, 'No connection; it goes on by itself');
    await lookAt(ines, 'files-uploading');
    cut = false;
    await row(ines, 'Formeln für Algebra.txt').getByRole('link').waitFor();

    let held = true;
    await ines.unroute(part);
    await ines.route(part, (route) => (held && route.request().method() === 'PUT' ? undefined : route.continue()));
    await choose(ines, { name: 'lecture.bin', buffer: randomBytes(9 * MIB) }, { name: 'mistake.bin', buffer: randomBytes(2000) });
    await press(ines, 'Pause the upload of lecture.bin');
    await says(ines, 'Paused');
    await expect.poll(() => server.dataSource.manager.countBy(StoredFile, { state: 'uploading' })).toBe(2);
    await press(ines, 'Cancel the upload of mistake.bin');
    await expect.poll(() => server.dataSource.manager.countBy(StoredFile, { state: 'uploading' })).toBe(1);
    held = false;
    await press(ines, 'Go on with the upload of lecture.bin');
    await row(ines, 'lecture.bin').getByRole('link').waitFor();
    await ines.unroute(part);
    expect(await ines.getByRole('heading', { name: 'Uploads' }).count()).toBe(0);
    expect(await row(ines, 'mistake.bin').count()).toBe(0);
    expect(await ines.locator('input[type=file]').count()).toBe(1);
  });

  it('renames a file with the keyboard alone, and says what is wrong with a name', async () => {
    const rename = ines.getByRole('button', { name: 'Rename lecture.bin' });
    await rename.focus();
    await ines.keyboard.press('Enter');
    const name = ines.getByRole('dialog').getByLabel('Name');
    await expect.poll(() => name.inputValue()).toBe('lecture.bin');
    await name.fill('');
    await name.press('Enter');
    await says(ines, 'Enter a name.');
    await name.fill('Vorlesung 1.bin');
    await lookAt(ines, 'files-rename');
    await name.press('Enter');
    await says(ines, 'It is called “Vorlesung 1.bin” now.');
    await row(ines, 'Vorlesung 1.bin').getByRole('link').waitFor();
    expect(await server.dataSource.manager.countBy(StoredFile, { name: 'Vorlesung 1.bin' })).toBe(1);
    await press(ines, 'Rename Vorlesung 1.bin');
    await name.fill('lecture.bin');
    await press(ines, 'Save');
    await row(ines, 'lecture.bin').getByRole('link').waitFor();
  });

  it('finds by a part of the name and shares with a person and with everybody', async () => {
    await ines.getByRole('searchbox', { name: 'Find by name' }).fill('FUR ALG');
    await expect.poll(() => row(ines, 'lecture.bin').count()).toBe(0);
    await press(ines, 'Share Formeln für Algebra.txt');
    await ines.getByRole('textbox', { name: 'E-mail of a person' }).fill('sam@example.org');
    await press(ines, 'Add');
    await ines.getByRole('button', { name: 'Remove sam@example.org' }).waitFor();
    await lookAt(ines, 'files-share');
    await press(ines, 'Done');
    await says(ines, '1 person');
    await ines.getByRole('searchbox', { name: 'Find by name' }).fill('');
    await press(ines, 'Share lecture.bin');
    await ines.getByRole('checkbox', { name: 'Public' }).check();
    await press(ines, 'Done');
    await row(ines, 'lecture.bin').getByText('Public', { exact: true }).waitFor();
    await lookAt(ines, 'files-list');
  });

  it('opens for whoever it is shared with, after a face check of their own', async () => {
    await sam.goto('/files?show=shared');
    await says(sam, 'Verify your face to open your files');
    await verifyFace(student);
    await sam.reload();
    await says(sam, 'from ines');
    const [download] = await Promise.all([
      sam.waitForEvent('download'),
      sam.getByRole('link', { name: 'Formeln für Algebra.txt' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Formeln für Algebra.txt');
    expect(await readFile(await download.path(), 'utf8')).toBe('x² − 1 = (x − 1)(x + 1)');
    expect(await sam.getByRole('button', { name: /^(Share|Delete) / }).count()).toBe(0);
    await sam.getByRole('combobox', { name: 'Show' }).selectOption('public');
    await row(sam, 'lecture.bin').waitFor();
  });

  it('is attached to an exam, and its student reads it during the attempt and not after', async () => {
    const examId = await openExam(server, instructor, 'Algebra');
    await addQuestion(server, examId);
    await ines.goto(`/exams/${examId}`);
    await press(ines, 'Attach a file…');
    await press(ines, 'Attach Formeln für Algebra.txt');
    await ines.getByRole('button', { name: 'Remove Formeln für Algebra.txt from the exam' }).waitFor();
    await ines.getByRole('heading', { name: 'Materials' }).scrollIntoViewIfNeeded();
    await lookAt(ines, 'files-materials');
    const attemptId = await sitting(server, examId, student);
    await verifyFace(student, new Date(0));
    await sam.goto(`/exam/${attemptId}`);
    await heading(sam, 'Materials');
    await press(sam, 'Formeln für Algebra.txt');
    await says(sam, 'x² − 1 = (x − 1)(x + 1)');
    await lookAt(sam, 'files-in-exam');
    await server.dataSource.query(`UPDATE attempts SET state = 'submitted', ended_at = now() WHERE id = $1`, [attemptId]);
    const after = await sam.evaluate(async (path) => (await fetch(path)).status, `/api/my/attempts/${attemptId}/materials`);
    expect(after).toBe(409);
  });

  it('is deleted after a question, and closes again after 15 minutes', async () => {
    await ines.goto('/files');
    await press(ines, 'Delete Formeln für Algebra.txt');
    await says(ines, 'It is also taken out of the exam that it belongs to.');
    await ines.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await says(ines, '“Formeln für Algebra.txt” is deleted.');
    await expect.poll(() => ines.getByRole('link', { name: 'Formeln für Algebra.txt' }).count()).toBe(0);
    await verifyFace(instructor, new Date(Date.now() - 15 * 60_000));
    await ines.getByRole('searchbox', { name: 'Find by name' }).fill('x');
    await says(ines, 'Verify your face to open your files');
    expect(troubles).toEqual([]);
  });
});
