import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, launchBrowser, pictureOfFailure } from '../support/browser.js';
import { programClient } from '../support/http.js';
import { kindsTo, linkTo } from '../support/mails.js';
import { errorBeside, heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { PASSWORD, setUpAdministrator, signUp } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const OLD = 'ann@example.org';
const NEW = 'ann@new.example.org';
const SECOND = 'another long password';

describe('the road of an account, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();

  /** Goes there with the Tab key, as whoever has no mouse does. */
  async function tabTo(target: Locator): Promise<void> {
    for (let i = 0; i < 60; i++) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The Tab key does not lead to ${String(target)}.`);
  }
  const textbox = (name: string) => page.getByRole('textbox', { name, exact: true });
  async function signIn(email: string, password: string): Promise<void> {
    await textbox('E-mail').fill(email);
    await textbox('Password').fill(password);
    await press(page, 'Sign in');
  }

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    browser = await launchBrowser();
    ending.defer(() => browser.close());
    await setUpAdministrator(server);
    await signUp(server, 'taken@example.org');
    page = await openPage(browser, server.url, troubles);
  });
  afterEach(({ task }) => pictureOfFailure(task, { page }));
  afterAll(() => ending.disposeAsync());

  it('signs up by keyboard, keeps what was typed, and says what is wrong beside the field', async () => {
    await page.goto('/login?next=/account');
    await tabTo(textbox('E-mail'));
    await page.keyboard.type('taken@example.org');
    await page.getByRole('navigation', { name: 'Ways in' }).getByRole('link', { name: 'Create account' }).click();
    await heading(page, 'Create an account');
    expect(await textbox('E-mail').inputValue()).toBe('taken@example.org');
    await textbox('Name').fill('Ann Lee');
    await tabTo(textbox('Password'));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    expect(await errorBeside(page, 'E-mail')).toContain('has an account already');
    await lookAt(page, 'accounts-taken');
    await textbox('E-mail').fill(OLD);
    await page.keyboard.press('Enter');
    await heading(page, 'Your account');
    await says(page, 'Your address is not confirmed yet');
    await lookAt(page, 'accounts-unconfirmed');
  });

  it('confirms the address with the link from the mail', async () => {
    await page.goto(await linkTo(server, OLD, 'confirm-address'));
    await says(page, 'You are signed in as');
    expect(new URL(page.url()).hash, 'no token stays in the address bar').toBe('');
    await expectNoAxeViolations(page);
    await tabTo(page.getByRole('button', { name: 'Confirm the address' }));
    await page.keyboard.press('Enter');
    await says(page, `${OLD} is confirmed.`);
    await heading(page, 'Your account');
    await expect.poll(() => page.getByText('Your address is not confirmed yet').count()).toBe(0);
    await page.goto(await linkTo(server, OLD, 'confirm-address'));
    await press(page, 'Confirm the address');
    await says(page, 'This link no longer works');
  });

  it('signs out, forgets the password and chooses another', async () => {
    await page.goto('/account');
    await press(page, 'Sign out');
    await heading(page, 'Online exams, watched fairly');
    await page.goto('/login?next=/account');
    await page.getByRole('link', { name: 'Forgotten password?' }).click();
    await heading(page, 'Forgotten password');
    await press(page, 'Send the link');
    expect(await errorBeside(page, 'E-mail')).toContain('Enter an e-mail address');
    await textbox('E-mail').fill(OLD);
    await press(page, 'Send the link');
    await says(page, 'Look at your mail');
    await lookAt(page, 'accounts-forgotten');
    const link = await linkTo(server, OLD, 'reset-password');
    await page.goto(link);
    await heading(page, 'Choose a new password');
    await textbox('New password').fill('short');
    await press(page, 'Save the new password');
    expect(await errorBeside(page, 'New password')).toContain('at least 10');
    await lookAt(page, 'accounts-reset');
    await textbox('New password').fill(SECOND);
    await press(page, 'Save the new password');
    await says(page, 'Password changed');
    await page.goto(link);
    await textbox('New password').fill('a third long password');
    await press(page, 'Save the new password');
    await says(page, 'This link no longer works');
    await expectNoAxeViolations(page);
    await press(page, 'Ask for a new link');
    await heading(page, 'Forgotten password');
    await page.goto('/login?next=/account');
    await signIn(OLD, PASSWORD);
    await page.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor();
    await signIn(OLD, SECOND);
    await heading(page, 'Your account');
    expect(await kindsTo(server, OLD)).toContain('password-changed');
  });

  it('asks for the password once more before the address is changed', async () => {
    await server.dataSource.query(`UPDATE login_sessions SET proved_at = now() - interval '11 minutes'`);
    await page.getByRole('button', { name: 'Change your e-mail address…' }).click();
    await textbox('New e-mail').fill(NEW);
    await press(page, 'Send the link');
    await heading(page, 'Your password, please');
    await textbox('Password').fill('not the password');
    await press(page, 'Go on');
    await page.getByRole('alert').getByText('The password is wrong').waitFor();
    await lookAt(page, 'accounts-proof');
    await textbox('Password').fill(SECOND);
    await page.keyboard.press('Enter');
    await says(page, `Open the link in the mail to ${NEW}`);
    await page.goto(await linkTo(server, NEW, 'confirm-address'));
    await press(page, 'Confirm the address');
    await page.getByText(NEW, { exact: true }).waitFor();
    expect((await kindsTo(server, OLD)).at(-1)).toBe('address-changed');
    await lookAt(page, 'accounts-account');
  });

  it('shows what happened, and takes the person’s own choices', async () => {
    await page.goto('/account/events');
    await says(page, 'Password chosen anew, with a link from a mail');
    await says(page, 'Somebody failed to sign in');
    await lookAt(page, 'accounts-events');
    await page.goto('/account/privacy');
    const choice = page.getByRole('checkbox', { name: 'Mail me when my face was verified' });
    await choice.uncheck();
    await says(page, 'Saved.');
    await page.reload();
    expect(await choice.isChecked()).toBe(false);
    await says(page, 'What is stored about you');
    await page.getByText('Your account', { exact: true }).first().waitFor();
    await lookAt(page, 'accounts-privacy');
  });

  it('closes the account, to which nobody signs in any more', async () => {
    await page.goto('/account');
    await press(page, 'Close my account…');
    await heading(page, 'Close your account?');
    await expectNoAxeViolations(page);
    await press(page, 'Close my account');
    await heading(page, 'Online exams, watched fairly');
    await page.goto('/login');
    await signIn(NEW, SECOND);
    await page.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor();
    await lookAt(page, 'accounts-sign-in');
    expect((await kindsTo(server, NEW)).at(-1)).toBe('account-closed');
    const { status } = await programClient(server.url).post('/auth/login', { email: NEW, password: SECOND });
    expect(status).toBe(401);
    expect(troubles).toEqual([]);
  });
});
