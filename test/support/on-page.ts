import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations, newVisitor, takeScreenshots } from './browser.js';
import { PASSWORD } from './people.js';

/** Presses the button of exactly this name. */
export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Waits for the heading of exactly this text. */
export const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
/** Waits until the page says this somewhere. */
export const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

/** Fills in the fields of signing up, signing in or setting up. */
export async function fillAccount(page: Page, account: { name?: string; email: string; password?: string }): Promise<void> {
  if (account.name !== undefined) await page.getByRole('textbox', { name: /name$/i }).fill(account.name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(account.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(account.password ?? PASSWORD);
}

/** What stands beside a field that was filled in wrongly, as a screen reader would read it with the field. */
export async function errorBeside(page: Page, field: string): Promise<string | null> {
  const input = page.getByRole('textbox', { name: field });
  await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
  const id = (await input.getAttribute('aria-describedby'))?.split(' ').at(-1) ?? '';
  return page.locator(`[id="${id}"]`).textContent();
}

/**
 * A fresh person's page.
 * @param troubles gets what the page throws and what its browser refuses to load or run
 */
export async function openPage(browser: Browser, url: string, troubles: string[]): Promise<Page> {
  const page = await (await newVisitor(browser, url)).newPage();
  page.on('pageerror', (error) => troubles.push(`${page.url()}: ${String(error)}`));
  page.on('console', (message) => {
    // the browser reports each answer of 400 and above, also those that a page asks for on purpose
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return;
    troubles.push(`${page.url()}: ${message.text()}`);
  });
  return page;
}

/** Fails where the page keeps people out, and takes its pictures. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await expectNoAxeViolations(page);
  await takeScreenshots(page, name);
  // the pictures end in the dark: the page is light again before anything is measured
  await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'light');
}
