import { generate } from 'otplib';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, launchBrowser, newVisitor, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { PASSWORD, setUpAdministrator, signUp } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const email = 'ann@example.org';
/** On an address: the browser may offer passkeys by itself there. */
const OFFERED = '#offered';

/** Fingerprints, devices and codes as a person meets them; the authenticator is Chromium's own virtual one. */
describe('devices, passkeys and the second step, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let visitor: BrowserContext;
  let page: Page;
  let devices: CDPSession;
  let authenticatorId: string;
  let secret = '';
  let codes: string[] = [];
  const ending = new AsyncDisposableStack();

  const press = (name: string | RegExp, on = page) => on.getByRole('button', { name, exact: true }).click();
  const heading = (name: string | RegExp, on = page) => on.getByRole('heading', { name }).waitFor();
  const look = async (name: string) => {
    await expectNoAxeViolations(page);
    await takeScreenshots(page, `account-${name}`);
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light');
  };
  const signedIn = (on = page) => on.getByRole('link', { name: 'ann', exact: true }).waitFor();
  const signOut = async () => {
    await page.goto('/account');
    await press('Sign out');
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  };
  const givePassword = async (on = page) => {
    await on.goto('/login');
    await on.getByLabel('E-mail').fill(email);
    await on.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press('Sign in', on);
  };
  /** The code of an app on a phone; no code counts twice, so the last one is taken as older than it is. */
  const phone = async (): Promise<string> => {
    await server.dataSource.query('UPDATE totp_secrets SET last_step = 0');
    return generate({ secret });
  };

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    await setUpAdministrator(server);
    await signUp(server, email);
    browser = await launchBrowser();
    ending.defer(() => browser.close());
    visitor = await newVisitor(browser, server.url);
    // the authenticator accepts whatever it is offered, at once: so a passkey is offered in the address field only where a test is about that
    await visitor.addInitScript((mark) => {
      if (isSecureContext && location.hash !== mark) PublicKeyCredential.isConditionalMediationAvailable = () => Promise.resolve(false);
    }, OFFERED);
    page = await visitor.newPage();
    devices = await visitor.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    } as const;
    ({ authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, automaticPresenceSimulation: true },
    }));
  });
  afterAll(() => ending.disposeAsync());
  afterEach(({ task }) => pictureOfFailure(task, { page }));

  it('lists the devices, and signs one out whose open page notices', async () => {
    await givePassword();
    await signedIn();
    const elsewhere = await newVisitor(browser, server.url);
    ending.defer(() => elsewhere.close());
    const other = await elsewhere.newPage();
    await givePassword(other);
    await signedIn(other);
    await other.goto('/account/privacy');
    await page.goto('/account/sessions');
    await page.getByText('This device').waitFor();
    const rows = page.getByRole('listitem').filter({ hasText: 'Chrome on' });
    await expect.poll(() => rows.count()).toBe(2);
    await look('devices');
    await page.getByRole('button', { name: /Sign out… Chrome/ }).click();
    await heading(/Sign out Chrome/);
    await look('devices-confirm');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(1);
    // whoever comes back to that page is asked to sign in, and led back afterwards
    await other.evaluate(() => dispatchEvent(new Event('focus')));
    await other.waitForURL(/\/login\?next=%2Faccount%2Fprivacy/);
    await press('Sign out all other devices…');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByText('You are signed in nowhere else.').waitFor();
    await look('devices-alone');
  });

  it('sets an authenticator app up after the password was given once more', async () => {
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '1 hour'`);
    await page.goto('/account/security');
    await heading('Authenticator app');
    await look('security-empty');
    await press('Set up an app');
    await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press('Go on');
    await page.getByRole('img', { name: /for the app to scan/ }).waitFor();
    await look('security-scan');
    await page.getByText("The app can't scan it").click();
    secret = (await page.locator('dialog code, [role=dialog] code').textContent()) ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    await page.getByLabel(/Enter the code/).fill(await generate({ secret }));
    await press('Confirm');
    await heading('Keep these recovery codes');
    codes = await page.getByRole('dialog').getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    await look('security-codes');
    await press('I have kept them');
    await page.getByText('10 of 10 can still be used').waitFor();
  });

  it('adds a passkey with the device’s own lock', async () => {
    await press('Add a passkey');
    await press('Add it');
    await page.getByText('Give it a name that you will know it by.').waitFor();
    await page.getByLabel('Name').fill('My laptop');
    await press('Add it');
    await page.getByText('My laptop').waitFor();
    await look('security-full');
    await press('Rename My laptop');
    const name = page.getByRole('dialog').getByLabel('Name');
    expect(await name.inputValue()).toBe('My laptop');
    await name.fill('');
    await press('Save');
    await page.getByRole('dialog').getByText('Give it a name that you will know it by.').waitFor();
    await name.fill('My old laptop');
    await look('security-rename');
    await name.press('Enter');
    await page.getByText('The passkey is called My old laptop now.').waitFor();
    await page.getByRole('button', { name: 'Rename My old laptop' }).waitFor();
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  });

  it('signs in with the passkey alone', async () => {
    await signOut();
    await page.goto('/login');
    await heading('Sign in');
    await look('sign-in');
    await press('Sign in with a passkey');
    await signedIn();
    await page.goto('/account/sessions');
    await page.getByText('with a passkey').waitFor();
    await signOut();
    await page.goto(`/login${OFFERED}`);
    await signedIn();
  });

  it('asks for the code after the password, says when it is wrong, and takes the right one', async () => {
    await signOut();
    await givePassword();
    await heading('Enter the code');
    await look('second-step');
    await page.getByLabel('Code').fill('000000');
    await press('Sign in');
    await page.getByText('The code is wrong or was used already').waitFor();
    await page.getByLabel('Code').fill(await phone());
    await press('Sign in');
    await signedIn();
  });

  it('opens the file area with the passkey, without a face', async () => {
    await page.goto('/verify');
    await page.getByRole('button', { name: 'Use your passkey instead' }).waitFor();
    await look('verify-passkey');
    await page.goto('/files');
    await page.getByText('Verify your face to open your files').waitFor();
    await page.getByRole('button', { name: 'Use your passkey instead' }).waitFor();
    await look('files-closed-passkey');
    await press('Use your passkey instead');
    await page.getByText('No files yet').waitFor();
    await page.getByText(/Open for \d+ more min/).waitFor();
  });

  it('takes the passkey, or a code from paper, as the second step', async () => {
    await signOut();
    await givePassword();
    await heading('Enter the code');
    await press('Use a passkey');
    await heading('Use your passkey');
    await look('second-step-passkey');
    await press('Use your passkey');
    await signedIn();
    await signOut();
    await givePassword();
    await press('Use a recovery code');
    await page.getByLabel('Recovery code').fill(codes[2] ?? '');
    await press('Sign in');
    await signedIn();
    await page.goto('/account/security');
    await page.getByText('9 of 10 can still be used').waitFor();
  });

  it('gives a passkey as the fresh proof, and takes passkey and app away again', async () => {
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '1 hour'`);
    await press(/^Remove… My old laptop/);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await press('Use a passkey');
    await page.getByText('My old laptop was removed').waitFor();
    await press('Switch off…');
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off', exact: true }).click();
    await page.getByText('Codes from the app are not asked for any more.').waitFor();
    expect(await page.getByRole('heading', { name: 'Recovery codes' }).count()).toBe(0);
    await signOut();
    await givePassword();
    await signedIn();
  });
});
