import type { InvitationLink } from '@invigil/shared';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, pictureOfFailure } from '../support/browser.js';
import { beginAttempt, body, invite, makeExam } from '../support/exam-desk.js';
import { enrolByPage, goodEnrolment } from '../support/enrolment.js';
import { fillAccount, heading, lookAt, openPage, press, says } from '../support/on-page.js';
import { browserOf, setUpAdministrator, signUp } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('the road of an invited student, and of the staff who look at them', () => {
  let server: TestApp;
  let browser: Browser;
  let ann: Page;
  let ines: Page;
  let examId: string;
  let invitation: InvitationLink;
  const troubles: string[] = [];
  const ending = new AsyncDisposableStack();
  const look = (page: Page, name: string) => lookAt(page, `invited-${name}`);

  beforeAll(async () => {
    server = await startTestApp();
    ending.defer(() => server.close());
    const administrator = await setUpAdministrator(server);
    const instructor = await signUp(server, 'ines@example.org', 'instructor', administrator);
    const proctor = await signUp(server, 'pat@example.org', 'proctor', administrator);
    ({ id: examId } = await makeExam(instructor));
    await body(instructor.post(`/api/exams/${examId}/staff`, { email: proctor.email, part: 'proctor' }));
    invitation = await invite(instructor, examId);
    browser = await launchBrowser();
    ending.defer(() => browser.close());
    ann = await openPage(browser, server.url, troubles);
    ines = await openPage(browser, server.url, troubles);
  });

  afterEach(({ task }) => pictureOfFailure(task, { ann, ines }));

  afterAll(() => ending.disposeAsync());

  it('leads an invited student from the link over an account to the exam', async () => {
    await ann.goto(invitation.link);
    await says(ann, 'for Ann Lee');
    await look(ann, 'invitation');
    await ann.getByRole('link', { name: 'Create an account' }).click();
    await fillAccount(ann, { name: 'Ann Lee', email: 'ann@example.org' });
    await press(ann, 'Create account');
    await says(ann, 'You are signed in as Ann Lee');
    await look(ann, 'invitation-signed-in');
    await press(ann, 'Take this invitation');
    await heading(ann, 'Algebra I');
    await ann.getByRole('link', { name: 'Set up the face check' }).waitFor();
    await look(ann, 'student-home');
    const stranger = await openPage(browser, server.url, troubles);
    await stranger.goto(invitation.link);
    await says(stranger, "This invitation can't be used");
    await look(stranger, 'invitation-used');
    await stranger.context().close();
  });

  it('tells a student that the administration is not for them, and anybody that a page does not exist', async () => {
    await ann.goto('/admin');
    await heading(ann, 'Not for your role');
    await look(ann, 'not-for-you');
    await ann.goto('/no/such/page');
    await says(ann, 'There is no such page');
    await look(ann, 'not-found');
  });

  it('has staff compare a portrait', async () => {
    const client = await browserOf(server, 'ann@example.org');
    const { templateState } = await body(enrolByPage(server, client, await goodEnrolment(server)));
    expect(templateState).toBe('captured');
    await beginAttempt(client, examId);
    await ines.goto('/login?next=/portraits');
    await fillAccount(ines, { email: 'ines@example.org' });
    await press(ines, 'Sign in');
    const portrait = ines.getByRole('img', { name: 'Portrait of Ann Lee' });
    expect(
      await portrait.evaluate((image) => (image as HTMLImageElement).decode().then(() => (image as HTMLImageElement).naturalWidth)),
    ).toBeGreaterThan(0);
    await look(ines, 'portraits');
    await press(ines, 'Reject Ann Lee');
    await heading(ines, 'Reject the portrait of Ann Lee?');
    await look(ines, 'portrait-reject');
    await press(ines, 'Cancel');
    await press(ines, 'Approve Ann Lee');
    await says(ines, 'Ann Lee is approved.');
    await says(ines, 'Nothing to compare');
  });

  it('says in plain words what was agreed, and asks before it is withdrawn', async () => {
    await ann.goto('/account');
    await says(ann, 'staff have compared your portrait');
    await ann.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name: 'Privacy' }).click();
    await says(ann, 'You agreed');
    await ann.getByRole('listitem').filter({ hasText: 'Face check in exams' }).getByText('What it means, in full').click();
    await says(ann, /A description of your face in 128 numbers/);
    await look(ann, 'account');
    await press(ann, 'Withdraw…');
    await heading(ann, 'Withdraw your agreement?');
    await look(ann, 'account-withdraw');
    await press(ann, 'Withdraw');
    await ann.getByText('Withdrawn', { exact: true }).waitFor();
    await look(ann, 'account-withdrawn');
    await ann.goto('/account');
    await says(ann, 'You have not set up the face check.');
  });

  it('lists for a proctor what is live and what has been', async () => {
    const pat = await openPage(browser, server.url, troubles);
    await pat.goto('/login');
    await fillAccount(pat, { email: 'pat@example.org' });
    await press(pat, 'Sign in');
    await heading(pat, 'Running now');
    await pat.getByRole('link', { name: 'Live', exact: true }).click();
    await heading(pat, 'Algebra I');
    await look(pat, 'live');
    await pat.getByRole('link', { name: 'Reports', exact: true }).click();
    await says(pat, '1 of 1 began');
    await look(pat, 'reports');
    await pat.context().close();
  });

  it('met no error in any page', () => {
    expect(troubles).toEqual([]);
  });
});
