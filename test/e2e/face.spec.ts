import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TURNER } from '@invigil/biometrics/samples';
import { CONSENT_VERSIONS, DEFAULT_SETTINGS, LIVENESS_MOVES, type InstallationSettings, type LivenessMove } from '@invigil/shared';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Attempt } from '../../apps/api/src/attempts/attempt.entity.js';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { KnownFaces } from '../../apps/api/src/enrolment/known-faces.service.js';
import { FaceRun } from '../../apps/api/src/face/tickets/face-run.entity.js';
import { SettingsService } from '../../apps/api/src/settings/settings.service.js';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { enrol } from '../support/enrolled.js';
import { HeadFilm, overwriteFilm } from '../support/faces/index.js';
import { mailedToken } from '../support/mails.js';
import { fillAccount, heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, PASSWORD, setUpAdministrator, signUp, type Someone } from '../support/people.js';
import { openExam, sitting } from '../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OTHER = { left: 'right', right: 'left', up: 'down', down: 'up' } as const satisfies Record<LivenessMove, LivenessMove>;
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
    const until = Date.now() + 330_000;
    while (!(await page.getByText(done).first().isVisible())) {
      if (Date.now() > until) throw new Error(`The tasks never ended: ${await page.locator('main').innerText()}`);
      const again = page.getByRole('button', { name: 'Try again' });
      if (await again.isVisible()) await again.click();
      await turn((move) => move);
    }
    await head.turn(null);
  }
  /** One look at the page, and the head does what `instead` makes of what it shows. */
  async function turn(instead: (move: LivenessMove) => LivenessMove | null): Promise<void> {
    const shown = await step()
      .getAttribute('data-step', { timeout: 500 })
      .catch(() => null);
    await head.turn(isMove(shown) ? instead(shown) : null);
  }
  /** Begins tasks and does them otherwise than told. */
  async function fail(button: string, instead: (move: LivenessMove) => LivenessMove | null): Promise<void> {
    await press(page, button);
    await step().waitFor();
    const until = Date.now() + 180_000;
    while ((await step().count()) > 0) {
      if (Date.now() > until) throw new Error('The tasks never ended.');
      await turn(instead);
    }
    await head.turn(null);
    const [run] = await server.dataSource.manager.find(FaceRun, { order: { startedAt: 'DESC' }, take: 1 });
    // on a machine that is too slow for the movements nobody fails for want of time
    const slow = run?.outcome === 'void' && run.reason === 'slow';
    if (!slow) expect(run).toMatchObject({ outcome: 'failed', spentAt: null });
    await says(page, slow ? /close other programs and try again/ : /Move slowly, one movement at a time, .* and try again/);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
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

  it('that turns in another order, or stands still, opens nothing and is told what to do', async () => {
    await page.goto('/verify');
    await fail('Begin', (move) => OTHER[move]);
    expect(await page.locator('main').innerText()).not.toMatch(/score|distance|fake|\d\.\d/i);
    await lookAt(page, 'verify-tasks-failed');
    await fail('Try again', () => null);
    expect(await server.dataSource.manager.countBy(FaceRun, { userId: turner.id, outcome: 'passed' })).toBe(1);
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
    await Promise.all([page.waitForURL('**/account/sessions', { timeout: 350_000 }), follow(/By face|Devices|This device/)]);
    const sessions = await server.dataSource.manager.findBy(LoginSession, { userId: turner.id, method: 'face' });
    expect(sessions).toMatchObject([{ provedAt: null }]);
  });

  it('alone opens no exam: the password is asked for once, and the exam goes on by itself', async () => {
    const attemptId = await sitting(server, await openExam(server, admin), turner);
    await server.dataSource.manager.update(Attempt, { id: attemptId }, { state: 'checking_in', checkIn: 'open', startedAt: null });
    await page.goto(`/exam/${attemptId}`);
    const dialog = page.getByRole('dialog', { name: 'Your password, please' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await heading(page, 'First, your password or a passkey');
    await lookAt(page, 'exam-more-than-face');
    await press(page, 'Go on');
    await dialog.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await heading(page, 'Is everything ready?');
    await page.goto('about:blank');
  });

  it('is the second step after the password of whoever opted in', async () => {
    await set({ faceSignIn: { ...DEFAULT_SETTINGS.faceSignIn, mode: 'second_factor' } });
    await page.context().clearCookies();
    await page.goto('/login?next=/account/events');
    await fillAccount(page, { email: turner.email });
    await page.locator('form').getByRole('button', { name: 'Sign in', exact: true }).click();
    await heading(page, 'Show your face');
    await says(page, 'Camera broken?');
    await lookAt(page, 'second-step-face');
    await press(page, 'Open the camera');
    await step().waitFor();
    await Promise.all([page.waitForURL('**/account/events', { timeout: 350_000 }), follow('Activity')]);
  });

  it('makes an account where that is allowed, which first gets an address and a password', async () => {
    await set({ faceSignIn: { ...DEFAULT_SETTINGS.faceSignIn, mode: 'full', newAccounts: true } });
    await turner.delete('/auth/consents/sign_in');
    await page.context().clearCookies();
    await page.goto('/login/face');
    await page.getByRole('textbox', { name: /^Your name/ }).fill('Nova');
    await press(page, 'Agree and open the camera');
    await step().waitFor();
    const first = 'First, add an address and a password or passkey';
    await follow(first);
    expect(new URL(page.url()).pathname).toBe('/account');
    await lookAt(page, 'account-begun-by-face');
    await press(page, 'Add your e-mail address…');
    await page.getByRole('textbox', { name: 'New e-mail' }).fill('nova@example.org');
    await press(page, 'Send the link');
    await says(page, /Open the link in the mail to nova@example.org/);
    await press(page, 'Set a password…');
    await page.getByRole('textbox', { name: 'New password' }).fill('a new long enough password');
    await press(page, 'Save the new password');
    await page.getByRole('listitem').filter({ hasText: 'A password or a passkey, done' }).waitFor();
    await page.goto(`/confirm#${await mailedToken(server, 'nova@example.org', 'confirm-address')}`);
    await press(page, 'Confirm the address');
    await page.waitForURL('**/account');
    await page.getByText('nova@example.org', { exact: true }).first().waitFor();
    expect(await page.getByText(first).count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
