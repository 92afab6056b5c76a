import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectNoAxeViolations, launchBrowser } from '../support/browser.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let server: TestApp;
let browser: Browser;
const parts = new AsyncDisposableStack();

beforeAll(async () => {
  server = parts.adopt(await startTestApp(), (app) => app.close());
  browser = parts.adopt(await launchBrowser(), (chromium) => chromium.close());
});

afterAll(() => parts.disposeAsync());

it('says what to do where the address is neither HTTPS nor localhost', async () => {
  const page = await browser.newPage();
  // the product's own pages under an address that browsers do not trust
  await page.route('http://exams.example/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) });
  });
  await page.goto('http://exams.example/login');
  await page.getByRole('alert').getByText('only over HTTPS').waitFor();
  expect(await page.evaluate('isSecureContext')).toBe(false);
  await expectNoAxeViolations(page);
  await page.goto(`${server.url}/login`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByText('only over HTTPS').count()).toBe(0);
});
