import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { facePhoto } from '@invigil/biometrics/samples';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { SettingsService } from '../../apps/api/src/settings/settings.service.js';
import { launchBrowser, newVisitor, pictureOfFailure } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { kindsTo } from '../support/mails.js';
import { heading, lookAt, press, says } from '../support/on-page.js';
import { PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const GUARD = 'guard@example.org';

describe('the live monitor, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let folder: string;
  let film: string;
  let ada: Someone;
  let page: Page;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();
  const look = (name: string) => lookAt(page, `monitor-${name}`);
  const box = (text: string | RegExp) => page.locator('svg text', { hasText: text });

  const visit = async (email: string): Promise<Page> => {
    const visitor = await newVisitor(browser, server.url);
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' };
    const answer = await visitor.request.post('/auth/login', { data: { email, password: PASSWORD }, headers });
    if (answer.status() !== 200) throw new Error(`${email} could not sign in.`);
    const opened = await visitor.newPage();
    opened.on('pageerror', (error) => troubles.push(String(error)));
    return opened;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'monitor-'));
    ending.defer(() => rm(folder, { recursive: true, force: true }));
    film = path.join(folder, 'camera.y4m');
    [server] = await Promise.all([startTestApp(), fakeCameraFilm(film, 'student')]);
    ending.defer(() => server.close());
    ada = await setUpAdministrator(server);
    const settings = server.app.get(SettingsService, { strict: false });
    const now = await settings.read();
    await settings.write(ada.id, { ...now, monitor: { ...now.monitor, recipients: [GUARD] } }, '');
    await server.app.get(AnalysisService, { strict: false }).ready;
    browser = await launchBrowser({ camera: film });
    ending.defer(() => browser.close());
    page = await visit(ada.email);
  });
  afterEach(({ task }) => pictureOfFailure(task, { page }));
  afterAll(() => ending.disposeAsync());

  it('imports a folder of named photos, once somebody answers for the agreement', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: 'Monitor', exact: true }).click();
    await heading(page, 'Live monitor');
    await look('start');
    await page.getByRole('link', { name: 'Alerts', exact: true }).click();
    await says(page, 'No alerts');
    await look('alerts-empty');
    await page.getByRole('link', { name: 'Known people', exact: true }).click();
    await says(page, 'Nobody is known yet');

    const photos = path.join(folder, 'photos');
    await mkdir(photos);
    const files: [string, Uint8Array][] = [
      ['ann_lee.jpg', await facePhoto('student', { variant: 3 })],
      ['Ann Lee-2.jpg', await facePhoto('student', { variant: 5 })],
      ['Both.jpg', await facePhoto('several')],
      ['Wall.jpg', await facePhoto('empty')],
      ['Broken.jpg', Buffer.from('no picture at all')],
      ['notes.txt', Buffer.from('buy milk')],
    ];
    for (const [name, bytes] of files) await writeFile(path.join(photos, name), bytes);
    await page.getByLabel('Folder of photos').setInputFiles(photos);
    await says(page, 'One file is no JPEG, PNG or WebP picture and left out.');
    await press(page, 'Import 5 photos');
    await page.getByRole('alert').getByText('Ask them first').waitFor();
    expect((await ada.get('/api/monitor/people')).body).toEqual({ people: [] });
    await page.getByRole('checkbox', { name: /has agreed to be recognised/ }).check();
    await press(page, 'Import 5 photos');
    await says(page, '5 of 5 done, 2 imported');
    for (const label of ['Several faces', 'No face', 'Unreadable']) await page.getByText(label, { exact: true }).waitFor();
    await says(page, /^2 photos, agreement given to Ada Admin/);
    await look('people');
  });

  it('draws a green box with the name at a known face', async () => {
    await page.getByRole('link', { name: 'Camera', exact: true }).click();
    await press(page, 'Start the camera');
    await box(/^✓ Ann Lee · \d+ %$/).waitFor();
    expect(await page.locator('svg g.known').count()).toBe(1);
    await expect.poll(() => page.getByRole('status').first().textContent()).toBe('Ann Lee');
    await says(page, 'Live');
    await look('known');
    expect(await kindsTo(server, GUARD)).toEqual([]);
  });

  it('draws a red box at an unknown face, and raises an alert with its picture', async () => {
    await overwriteFilm(film, 'impostor');
    await box(/^\? Unknown$/).waitFor();
    const link = page.getByRole('link', { name: /^Unknown face,/ });
    await link.first().waitFor();
    await look('unknown');
    await expect.poll(() => kindsTo(server, GUARD)).toContain('unknown-face');
    await overwriteFilm(film, 'student');
    await box(/^✓ Ann Lee/).waitFor();
    await link.first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: 'What the camera saw' }).waitFor();
    await dialog.locator('svg text', { hasText: '? Unknown' }).waitFor();
    expect(await dialog.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('listitem').getByText('New', { exact: true }).first().waitFor();
    await look('alerts');
  });

  it('marks an alert as seen and deletes it with its picture', async () => {
    await page
      .getByRole('button', { name: /^Mark as seen/ })
      .first()
      .click();
    await page.getByRole('listitem').getByText('Seen', { exact: true }).first().waitFor();
    const before = await page.getByRole('button', { name: /^Delete:/ }).count();
    await page
      .getByRole('button', { name: /^Delete:/ })
      .first()
      .click();
    await heading(page, 'Delete this alert?');
    await press(page, 'Delete');
    await says(page, 'Deleted, with its picture.');
    await expect.poll(() => page.getByRole('button', { name: /^Delete:/ }).count()).toBe(before - 1);
  });

  it('calls somebody unknown as soon as they are forgotten, and is for administrators alone', async () => {
    await page.getByRole('link', { name: 'Known people', exact: true }).click();
    await press(page, 'Forget Ann Lee');
    await heading(page, 'Forget Ann Lee?');
    await press(page, 'Forget');
    await says(page, 'Nobody is known yet');
    await page.getByRole('link', { name: 'Camera', exact: true }).click();
    await press(page, 'Start the camera');
    await box(/^\? Unknown$/).waitFor();
    await press(page, 'Stop the camera');
    await heading(page, 'Before you switch the camera on');

    await signUp(server, 'pat@example.org', 'proctor', ada);
    const pat = await visit('pat@example.org');
    for (const address of ['/monitor', '/monitor/alerts', '/monitor/people']) {
      await pat.goto(address);
      await says(pat, 'Not for your role');
    }
    expect(await pat.getByRole('link', { name: 'Monitor', exact: true }).count()).toBe(0);
    await pat.close();
    expect(troubles).toEqual([]);
  });
});
