import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { repositoryRoot } from './test-app.js';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium on this machine; the test script puts one there or says that these tests are skipped. */
export const chromiumPath = (): string | undefined =>
  [process.env['CHROMIUM_PATH'], ...candidates].find((path) => path !== undefined && existsSync(path));

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface BrowserOptions {
  /** A y4m film that plays as the camera; overwritten in place it changes the picture live. */
  readonly camera?: string;
  /** The person says no, or there is no camera at all. */
  readonly permission?: 'grant' | 'deny' | 'no-device';
}

/** A Chromium with a camera of our choosing. Close it when done. */
export async function launchBrowser({ camera, permission = 'grant' }: BrowserOptions = {}): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) throw new Error('No Chromium was found; install it (apt-get install chromium) or set CHROMIUM_PATH.');
  const media = [
    permission === 'deny' ? '--use-fake-ui-for-media-stream=deny' : '--use-fake-ui-for-media-stream',
    ...(permission === 'no-device' ? ['--use-fake-device-for-media-stream=device-count=0'] : ['--use-fake-device-for-media-stream']),
    ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
  ];
  return chromium.launch({ executablePath, headless: true, args: [...flags, ...media] });
}

/** How long a page may take for what must come: a machine with other work shows it late, only a fault never does. */
const PATIENCE_MS = 150_000;

/** A fresh person's browser: no cookies, a desktop window. */
export async function newVisitor(browser: Browser, url: string): Promise<BrowserContext> {
  const visitor = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  visitor.setDefaultTimeout(PATIENCE_MS);
  return visitor;
}

const axeSource = (): string => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/** Fails with rule and element for each thing that keeps people out of the page as it is now. */
export async function expectNoAxeViolations(page: Page): Promise<void> {
  // a page is there with its heading: what the frame around it says may come before
  await page.locator('h1').first().waitFor({ state: 'attached' });
  // evaluate, not a script tag: the page's own policy forbids inline scripts.
  await page.evaluate(axeSource());
  const findings = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } };
    return (await axe.run()).violations;
  });
  const readable = findings.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ''}`).join('\n')}`,
  );
  expect(readable, `accessibility of ${page.url()}`).toEqual([]);
}

/** What each page showed when a test failed, in test/.out. For `afterEach`. */
export async function pictureOfFailure(
  task: Readonly<{ name: string; result?: Readonly<{ state: string }> | undefined }>,
  pages: Record<string, Page>,
): Promise<void> {
  if (task.result?.state !== 'fail') return;
  const folder = join(repositoryRoot, 'test', '.out');
  mkdirSync(folder, { recursive: true });
  const name = task.name.replaceAll(/\W+/g, '-').slice(0, 40);
  await Promise.all(
    Object.entries(pages).map(([who, page]) => page.screenshot({ path: join(folder, `failed-${name}-${who}.png`) }).catch(() => undefined)),
  );
}

const widths = [360, 768, 1280];

/** Pictures of the page at three widths, light and dark, in test/.out for a person to look at (not where TEST_PICTURES is `none`); none may scroll sideways. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  const folder = join(repositoryRoot, 'test', '.out');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  const schemes = process.env['TEST_PICTURES'] === 'none' ? [] : (['light', 'dark'] as const);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme, { polling: 100 });
      await page.screenshot({ path: join(folder, `${name}-${String(width)}-${colorScheme}.png`) });
    }
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${name} scrolls sideways at ${String(width)} px`,
    ).toBeLessThanOrEqual(0);
  }
  if (schemes.length > 0) await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
