import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TURNER } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, DEFAULT_SETTINGS, LIVENESS_MOVES, type InstallationSettings, type LivenessMove } from '@invigil/shared';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { LoginSession } from '../../apps/api/src/auth/login-session.entity.js';
import { KnownFaces } from '../../apps/api/src/enrolment/known-faces.service.js';
import { SettingsService } from '../../apps/api/src/settings/settings.service.js';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { enrol } from '../support/enrolled.js';
import { HeadFilm, overwriteFilm } from '../support/faces/index.js';
import { heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const isMove = (text: string | null): text is LivenessMove => (LIVENESS_MOVES as readonly (string | null)[]).includes(text);

/** One camera for all: its film is written anew for each movement once the server has drawn it, and for whoever else steps before it. */
describe('a face before the camera of a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let film: string;
  let head: HeadFilm;
  let admin: Someone;
  let turner: Someone;
  let page: Page;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();

  const set = async (change: Partial<InstallationSettings>) =>
    server.app.get(SettingsService, { strict: false }).write(admin.id, { ...DEFAULT_SETTINGS, ...change }, '');
  const step = () => page.locator('[data-step]');
  /** The head does what the page shows until the tasks are over; what a slow machine made void is begun anew. */
  async function follow(done: string | RegExp): Promise<void> {
    const until = Date.now() + 150_000;
    while (!(await page.getByText(done).first().isVisible())) {
      if (Date.now() > until) throw new Error(`The tasks never ended: ${await page.locator('main').innerText()}`);
      const again = page.getByRole('button', { name: 'Try again' });
      if (await again.isVisible()) await again.click();
      const shown = await step()
        .getAttribute('data-step', { timeout: 500 })
        .catch(() => null);
      await head.turn(isMove(shown) ? shown : null);
    }
    await head.turn(null);
  }
  /** Opens a page whose camera sees this from its first picture on, and takes one. */
  async function picture(name: Parameters<typeof overwriteFilm>[1], address: string, begin: string): Promise<void> {
    await page.goto('about:blank');
    await scene(name);
    await page.goto(address);
    await press(page, begin);
    await press(page, 'Take the picture');
  }
  const scene = (name: Parameters<typeof overwriteFilm>[1]) => overwriteFilm(film, name);

  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'face-'));
    ending.defer(() => rm(folder, { recursive: true, force: true }));
    film = path.join(folder, 'camera.y4m');
    head = await HeadFilm.make();
    await head.play(film);
    server = await startTestApp();
    ending.defer(() => server.close());
    browser = await launchBrowser({ camera: film });
    ending.defer(() => browser.close());
    await server.app.get(AnalysisService, { strict: false }).ready;
    admin = await setUpAdministrator(server);
    turner = await signUp(server, 'turner@example.org');
    await enrol(server, turner, TURNER);
    page = await openPage(browser, server.url, troubles);
    page.setDefaultTimeout(60_000);
    const { cookies } = await browserOf(server, turner.email);
    await page.context().addCookies([...cookies].map(([name, value]) => ({ name, value, url: server.url })));
  });
  afterEach(({ task }) => pictureOfFailure(task, { page }));
  afterAll(() => ending.disposeAsync());

  it('is verified after it turned as it was told, once the person has agreed, and goes on', async () => {
    await page.goto('/verify?next=/account');
    await heading(page, 'Verify your face');
    await says(page, 'Please read this before your camera is used.');
    await lookAt(page, 'verify-consent');
    await press(page, 'Agree and open the camera');
    await step().waitFor();
    await scene('empty');
    await says(page, "We can't see your face.");
    await lookAt(page, 'verify-tasks');
    await scene(TURNER);
    await follow('Your face was recognised.');
    await lookAt(page, 'verify-done');
    const sessions = await server.dataSource.manager.findBy(LoginSession, { userId: turner.id });
    expect(sessions.filter(({ faceVerifiedAt }) => faceVerifiedAt !== null)).toHaveLength(1);
    await page.getByRole('link', { name: 'Go on' }).click();
    await page.waitForURL('**/account');
  });

  it('of somebody else, or on a screen, is refused with what to do', async () => {
    await set({ faceVerification: { ...DEFAULT_SETTINGS.faceVerification, liveness: false } });
    await turner.post('/auth/consents', { kind: 'files', version: CONSENT_VERSIONS.files });
    await picture('impostor', '/verify', 'Begin');
    await says(page, 'Face not recognised; a mail has been sent to you');
    await lookAt(page, 'verify-denied');
    await picture('screen', '/verify', 'Begin');
    await says(page, /Access denied: a screen was detected \(\d+ %\)/);
    await picture('empty', '/verify', 'Begin');
    await says(page, 'No face detected. Please make sure your face is visible in the camera.');
    await picture(TURNER, '/facematch', 'Open the camera');
    await says(page, 'The face check will know you.');
    await lookAt(page, 'facematch');
    expect(await page.locator('main').innerText()).not.toMatch(/\d\.\d|distance|score/i);
  });

  it('signs in whoever has opted in, and leads to where they were going', async () => {
    await set({ faceSignIn: { ...DEFAULT_SETTINGS.faceSignIn, mode: 'full', newAccounts: true } });
    await turner.post('/auth/consents', { kind: 'sign_in', version: CONSENT_VERSIONS.sign_in });
    await server.app.get(KnownFaces, { strict: false }).refresh(turner.id);
    await page.context().clearCookies();
    await page.goto('/login?next=/account/sessions');
    await page.getByRole('link', { name: 'Sign in with your face' }).click();
    await heading(page, 'Sign in with your face');
    await lookAt(page, 'face-sign-in');
    await press(page, 'Agree and open the camera');
    await step().waitFor();
    await lookAt(page, 'face-sign-in-tasks');
    await Promise.all([page.waitForURL('**/account/sessions', { timeout: 150_000 }), follow(/By face|Devices|This device/)]);
    const sessions = await server.dataSource.manager.findBy(LoginSession, { userId: turner.id, method: 'face' });
    expect(sessions).toMatchObject([{ provedAt: null }]);
    expect(troubles).toEqual([]);
  });
});
