import { DEFAULT_POLICY, type ExamDetail, type ExamSummary, type InstallationSettings } from '@invigil/shared';
import type { Browser, Page } from 'playwright-core';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AnalysisService } from '../../apps/api/src/analysis/analysis.service.js';
import { Mailer } from '../../apps/api/src/mail/mailer.service.js';
import { facePhoto } from '../support/faces/index.js';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { body } from '../support/exam-desk.js';
import { errorBeside, fillAccount, heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, signUp } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** What a `datetime-local` field wants. */
const localTime = (hours: number): string => {
  const date = new Date(Date.now() + hours * 3_600_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

describe('the road of administrator and instructor, in a real browser', () => {
  let server: TestApp;
  let browser: Browser;
  let admin: Page;
  let ines: Page;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();
  const look = (page: Page, name: string) => lookAt(page, `staff-${name}`);

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    browser = await launchBrowser();
    ending.defer(() => browser.close());
    admin = await openPage(browser, server.url, troubles);
    ines = await openPage(browser, server.url, troubles);
  });

  afterEach(({ task }) => pictureOfFailure(task, { admin, ines }));

  afterAll(() => ending.disposeAsync());

  it('creates the administrator with the set-up link', async () => {
    await admin.goto('/');
    await says(admin, 'This installation is new');
    await look(admin, 'home-new');
    await admin.goto('/setup');
    await says(admin, 'The link is not complete');
    await admin.goto(`/setup#${await server.setupToken()}`);
    await fillAccount(admin, { name: 'Ada Admin', email: 'admin@example.org', password: 'short' });
    expect(admin.url()).not.toContain('#');
    await press(admin, 'Create the administrator');
    expect(await errorBeside(admin, 'Password')).toBe('Use at least 10 characters.');
    await look(admin, 'setup');
    await fillAccount(admin, { email: 'admin@example.org' });
    await press(admin, 'Create the administrator');
    await heading(admin, 'Home');
    await says(admin, 'No exams yet');
    await look(admin, 'home-empty');
    await ines.goto('/setup');
    await says(ines, 'Invigil is set up already');
  });

  it('signs up, refuses a wrong password, signs in and out', async () => {
    await ines.goto('/');
    await heading(ines, 'Online exams, watched fairly');
    await look(ines, 'home-signed-out');
    await ines.getByRole('link', { name: 'Create an account' }).click();
    await fillAccount(ines, { name: '', email: 'ines' });
    await press(ines, 'Create account');
    expect(await errorBeside(ines, 'Name')).toBe('Enter a name.');
    expect(await errorBeside(ines, 'E-mail')).toContain('Enter an e-mail address');
    await look(ines, 'sign-up');
    await fillAccount(ines, { name: 'Ines Moreau', email: 'ines@example.org' });
    await press(ines, 'Create account');
    await heading(ines, 'My exams');
    await ines.getByRole('link', { name: 'Ines Moreau' }).click();
    await press(ines, 'Sign out');
    await heading(ines, 'Online exams, watched fairly');
    await ines.getByRole('link', { name: 'Sign in' }).first().click();
    await fillAccount(ines, { email: 'ines@example.org', password: 'not the password' });
    await press(ines, 'Sign in');
    await ines.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor();
    await look(ines, 'sign-in');
    await fillAccount(ines, { email: 'ines@example.org' });
    await press(ines, 'Sign in');
    await heading(ines, 'My exams');
  });

  it('lets the administrator find people, give roles and read who did what', async () => {
    await signUp(server, 'pat@example.org');
    await admin.getByRole('link', { name: 'Admin', exact: true }).click();
    await admin.getByText('pat@example.org').waitFor();
    await look(admin, 'people');
    await admin.getByRole('searchbox', { name: 'Find by name or e-mail' }).fill('moreau');
    await admin.getByText('pat@example.org').waitFor({ state: 'hidden' });
    await admin.getByRole('combobox', { name: 'Role of Ines Moreau' }).selectOption('Instructor');
    await says(admin, 'Ines Moreau is now instructor.');
    await admin.getByRole('searchbox').fill('nobody of this name');
    await says(admin, 'Nobody found');
    await admin.getByRole('searchbox').fill('pat');
    await admin.getByRole('combobox', { name: 'Role of pat' }).selectOption('Proctor');
    await says(admin, 'pat is now proctor.');
    await admin.getByRole('link', { name: 'Who did what' }).click();
    await says(admin, /^Role changed/);
    expect(await admin.getByRole('listitem').filter({ hasText: 'Role changed' }).first().innerText()).toMatch(
      /pat@example\.org.*to: proctor/s,
    );
    await look(admin, 'audit');
    const entries = admin.getByRole('main').getByRole('list').getByRole('listitem');
    await admin.getByRole('searchbox', { name: 'Person' }).fill('pat@');
    await expect.poll(async () => (await entries.allInnerTexts()).every((text) => text.includes('pat@example.org'))).toBe(true);
    await admin.getByRole('combobox', { name: 'About' }).selectOption('Accounts and roles');
    await says(admin, 'One entry');
    await admin.getByLabel('To', { exact: true }).fill('2020-01-01');
    await says(admin, 'Nothing matches');
    await look(admin, 'audit-nothing');
    // what is found stands in the address: for whoever gets the link, and for Back
    expect(new URL(admin.url()).search).toBe('?person=pat%40&area=accounts&to=2020-01-01');
    await admin.goBack();
    await says(admin, 'One entry');
    expect(await admin.getByLabel('To', { exact: true }).inputValue()).toBe('');
    await admin.getByLabel('From', { exact: true }).fill(localTime(-24).slice(0, 10));
    await expect.poll(() => admin.url()).toContain('from=');
    await admin.reload();
    await says(admin, 'One entry');
    expect(await admin.getByRole('combobox', { name: 'About' }).inputValue()).toBe('accounts');
    await admin.getByLabel('To', { exact: true }).fill('2020-01-01');
    await says(admin, 'Choose the first day or a later one.');
    expect(await admin.getByLabel('To', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await look(admin, 'audit-found');
    await press(admin, 'Clear filters');
    await expect.poll(() => new URL(admin.url()).search).toBe('');
    await expect.poll(() => entries.count()).toBeGreaterThan(1);
    expect(await admin.getByRole('searchbox', { name: 'Person' }).inputValue()).toBe('');
  });

  it('lets the administrator decide for the installation, and loses nothing that was entered', async () => {
    await admin.getByRole('link', { name: 'Settings', exact: true }).click();
    await heading(admin, 'Settings');
    await says(admin, 'All saved');
    await says(admin, 'No mail leaves this server');
    await admin.getByRole('radio', { name: 'Instead of the password' }).check();
    await admin.getByRole('checkbox', { name: 'A new face may create an account' }).check();
    await admin.getByRole('textbox', { name: /^Tell of unknown faces/ }).fill('guard@example.org\nno-address');
    await admin.getByRole('spinbutton', { name: 'One file at most' }).fill('2');
    await look(admin, 'settings');
    await press(admin, 'Save');
    expect(await errorBeside(admin, 'Tell of unknown faces')).toContain('Enter an e-mail address');
    await says(admin, 'Nothing was saved. Correct the fields that are marked');
    await admin.getByRole('textbox', { name: /^Tell of unknown faces/ }).fill('guard@example.org');
    await admin.route('**/api/settings', (route) => (route.request().method() === 'PUT' ? route.abort() : route.fallback()));
    await press(admin, 'Save');
    await admin.getByRole('alert').waitFor();
    await admin.unroute('**/api/settings');
    expect(await admin.getByRole('textbox', { name: /^Tell of unknown faces/ }).inputValue()).toBe('guard@example.org');
    await press(admin, 'Save');
    await says(admin, 'All saved');
    await admin.reload();
    await says(admin, 'All saved');
    expect(await admin.getByRole('radio', { name: 'Instead of the password' }).isChecked()).toBe(true);
    const [row] = await server.dataSource.query<{ body: InstallationSettings }[]>('SELECT body FROM settings');
    expect(row?.body).toMatchObject({
      faceSignIn: { mode: 'full', newAccounts: true, distance: 0.45 },
      monitor: { recipients: ['guard@example.org'] },
      files: { maxBytes: 2 * 1024 ** 3 },
    });
    await server.dataSource.query('DELETE FROM settings');
  });

  it('gives the administrator the mails to hand on, in a frame where nothing runs', async () => {
    await server.dataSource.query('DELETE FROM mails');
    await admin.getByRole('link', { name: 'Mail', exact: true }).click();
    await heading(admin, 'Mail');
    await says(admin, 'No mails yet');
    await look(admin, 'mail-empty');
    const mailer = server.app.get(Mailer, { strict: false });
    const name = '<img src=x onerror="top.document.title = 1"><script>top.document.title = 2</script>';
    await server.app.get(DataSource).transaction(async (manager) => {
      await mailer.queue({ kind: 'confirm-address', to: 'pat@example.org', personId: null, link: '/confirm#once' }, manager);
      await mailer.queue(
        { kind: 'file-shared', to: 'ines@example.org', personId: null, fileName: name, by: 'Pat', link: '/files' },
        manager,
      );
    });
    await press(admin, 'Look again');
    await says(admin, 'Confirm an address');
    await look(admin, 'mail');
    await admin.getByRole('searchbox', { name: 'Find by recipient' }).fill('nobody');
    await says(admin, 'No such mail');
    await admin.getByRole('searchbox', { name: 'Find by recipient' }).fill('ines');
    await press(admin, 'Open: File shared, to ines@example.org');
    await heading(admin, 'Pat shares a file with you');
    expect(await admin.getByRole('region', { name: 'Text of the mail' }).innerText()).toContain(`${server.url}/files`);
    await press(admin, 'As in a mailbox');
    const frame = admin.locator('iframe');
    expect(await frame.getAttribute('sandbox')).toBe('');
    await frame.contentFrame().getByText('<script>').first().waitFor();
    expect(await frame.contentFrame().locator('img, script').count()).toBe(0);
    await look(admin, 'mail-open');
    await admin.getByRole('button', { name: 'Close' }).last().click();
    await frame.waitFor({ state: 'hidden' });
    expect(await admin.title()).toBe('Mail · Invigil');
    await ines.goto('/admin/mail');
    await says(ines, 'Not for your role');
    await ines.goto('/');
    await heading(ines, 'Home');
  });

  it('shows the administrator how the analysis keeps up, and nobody else', async () => {
    await admin.getByRole('link', { name: 'System' }).click();
    await heading(admin, 'System');
    await says(admin, 'Keeping up');
    await admin.getByText(server.app.get(AnalysisService, { strict: false }).engineName).waitFor();
    // as busy as it gets in a test, so that the chart has something to show
    const jpeg = await facePhoto('student');
    const analysis = server.app.get(AnalysisService, { strict: false });
    for (let i = 0; i < 12; i++) await analysis.analyse({ attemptId: 'a', jpeg, priority: 'routine' });
    await admin.getByText('1 thread on').waitFor();
    await expect.poll(async () => admin.getByRole('img', { name: /At most [1-9]/ }).count()).toBe(1);
    await look(admin, 'system');
    await ines.goto('/admin/system');
    await says(ines, 'Not for your role');
    expect(await ines.getByText('Frames a second').count()).toBe(0);
    await ines.goto('/');
    await heading(ines, 'Home');
  });

  it('shows an instructor empty lists with the next step', async () => {
    await ines.reload();
    await heading(ines, 'Home');
    for (const [link, title, text] of [
      ['Live', 'Live exams', 'No exam to watch'],
      ['Reports', 'Reports', 'No report yet'],
      ['Portraits', 'Portraits to compare', 'Nothing to compare'],
      ['Exams', 'Exams', 'No exams yet'],
    ] as const) {
      await ines.getByRole('link', { name: link, exact: true }).click();
      await heading(ines, title);
      await says(ines, text);
      await look(ines, `${link.toLowerCase()}-empty`);
    }
  });

  it('keeps what an instructor types into the editor through a reload', async () => {
    await ines.getByRole('link', { name: 'New exam' }).click();
    await press(ines, 'Create the exam');
    expect(await errorBeside(ines, 'Title')).not.toBe('');
    await look(ines, 'editor-errors');
    await ines.getByRole('textbox', { name: 'Title' }).fill('Algebra I');
    await ines.getByLabel('Opens').fill(localTime(-1));
    await ines.getByLabel('Closes').fill(localTime(2));
    await ines.getByRole('spinbutton', { name: 'Duration' }).fill('45');
    await press(ines, 'Add a choice');
    const first = ines.getByRole('group', { name: 'Question 1' });
    await first.getByRole('textbox', { name: 'Question', exact: true }).fill('What is 1 + 1?');
    await first.getByRole('textbox', { name: 'Option 1 of question 1' }).fill('1');
    await first.getByRole('textbox', { name: 'Option 2 of question 1' }).fill('2');
    await first.getByRole('radio', { name: 'Option 2 of question 1 is right' }).check();
    await press(ines, 'Text question');
    const second = ines.getByRole('group', { name: 'Question 2' });
    await second.getByRole('textbox', { name: 'Question', exact: true }).fill('Why?');
    let asked = '';
    ines.once('dialog', (dialog) => {
      asked = dialog.type();
      void dialog.accept();
    });
    await ines.reload();
    expect(asked).toBe('beforeunload');
    await says(ines, 'Your unsaved changes are back');
    expect(await ines.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Algebra I');
    expect(await first.getByRole('radio', { name: 'Option 2 of question 1 is right' }).isChecked()).toBe(true);
    expect(await second.getByRole('textbox', { name: 'Question', exact: true }).inputValue()).toBe('Why?');
    await look(ines, 'editor');
  });

  it('creates the exam with the default policy, once it was looked at', async () => {
    await ines.getByText('Numbers', { exact: true }).first().click();
    expect(await ines.getByRole('spinbutton', { name: 'Another person above' }).inputValue()).toBe('0.6');
    expect(await ines.getByRole('spinbutton', { name: 'Keep evidence for' }).inputValue()).toBe('30');
    await ines.getByText('How often the page sends').click();
    expect(await ines.getByRole('spinbutton', { name: 'A picture every' }).inputValue()).toBe('10');
    await ines.getByRole('heading', { name: 'What is watched' }).evaluate((element) => element.scrollIntoView());
    await look(ines, 'editor-policy');
    await press(ines, 'Create the exam');
    await ines.getByRole('textbox', { name: 'Add students' }).waitFor();
    const client = await browserOf(server, 'ines@example.org');
    const [exam] = await body(client.get<ExamSummary[]>('/api/exams'));
    const { title, durationMinutes, policy, questions } = await body(client.get<ExamDetail>(`/api/exams/${exam?.id ?? ''}`));
    expect({ title, durationMinutes, policy }).toEqual({ title: 'Algebra I', durationMinutes: 45, policy: DEFAULT_POLICY });
    expect(questions).toMatchObject([
      { type: 'single_choice', prompt: 'What is 1 + 1?', options: ['1', '2'], correct: 1 },
      { type: 'text', prompt: 'Why?' },
    ]);
  });

  it('takes a pasted roster, names the line that is wrong, and shows each link once', async () => {
    const field = ines.getByRole('textbox', { name: 'Add students' });
    await field.fill('Ann Lee, ann@example.org\nBo Berg\nCy Day\tcy@example.org');
    const problem = ines.getByRole('listitem').filter({ hasText: 'Line 2:' });
    expect(await problem.textContent()).toMatch(/Bo Berg.*There is no e-mail address\. Write the name, a comma, and the address\./s);
    await look(ines, 'roster-problem');
    await press(ines, 'Add 2 students');
    await heading(ines, '2 invitation links: shown only now');
    const link = await ines.getByRole('textbox', { name: 'Invitation link for Ann Lee' }).inputValue();
    expect(link).toContain(`${server.url}/invite#`);
    await expect.poll(() => field.inputValue()).toBe('Bo Berg');
    await field.fill('');
    await look(ines, 'roster-links');
    await press(ines, 'I have them: hide');
    await ines.reload();
    await ines.getByText('ann@example.org').waitFor();
    expect(await ines.content()).not.toContain(link.slice(link.indexOf('#') + 1));
  });

  it('adds a proctor by e-mail and publishes', async () => {
    const email = ines.getByRole('textbox', { name: 'E-mail of the account' });
    await email.fill('nobody@example.org');
    await press(ines, 'Add');
    await ines.getByRole('alert').waitFor();
    await look(ines, 'staff-unknown');
    await email.fill('pat@example.org');
    await press(ines, 'Add');
    await says(ines, 'pat is now proctor of this exam.');
    await ines.getByRole('link', { name: 'Exam', exact: true }).click();
    await press(ines, 'Publish…');
    await heading(ines, 'Publish this exam?');
    await look(ines, 'publish');
    await press(ines, 'Publish');
    await ines.getByText('Open now').waitFor();
    await look(ines, 'published');
    await ines.getByRole('link', { name: 'Exams', exact: true }).click();
    await ines.getByRole('link', { name: 'Algebra I', exact: true }).waitFor();
    await look(ines, 'exams');
    await ines.getByRole('link', { name: 'Home', exact: true }).click();
    await heading(ines, 'Running now');
    await look(ines, 'home');
  });

  it('documents the calls at /api/docs', async () => {
    await admin.goto('/api/docs');
    await admin.locator('.opblock').first().waitFor();
    expect(await admin.locator('.opblock').count()).toBeGreaterThan(40);
    const call = admin.locator('.opblock', { hasText: '/auth/login' });
    await call.getByRole('button').first().click();
    await call.getByText('password').first().waitFor();
  });

  it('met no error in any page', () => {
    expect(troubles).toEqual([]);
  });
});
