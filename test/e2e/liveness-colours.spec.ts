import { TURNER } from '@invigil/biometrics/samples';
import type { LivenessMove } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { HeadFilm } from '../support/faces/index.js';
import { confirmedKinds, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

const MOVES: readonly string[] = ['left', 'right', 'up', 'down'] satisfies LivenessMove[];
const isMove = (text: string | null): text is LivenessMove => text !== null && MOVES.includes(text);

/** A film before the camera does the movements, but no light of the page falls on it: what the colours are there to find. */
/** Off by default in the product, and the way from code to verdict is tested without a browser in every run: in Chromium with TEST_LONG=1. */
describe.skipIf(process.env['TEST_LONG'] !== '1')('soft colours on the exam page', () => {
  let sitting: MonitoredSitting;
  let head: HeadFilm;

  const student = () => sitting.student;
  const dialog = () => student().getByRole('dialog', { name: 'Show that you are there' });
  const shining = () => student().locator('.bg-flash-warm, .bg-flash-cool');
  /** The head does as the page shows until the movements are done. */
  async function move(): Promise<void> {
    const until = Date.now() + 100_000;
    for (;;) {
      if (Date.now() > until) throw new Error('The colours were never announced.');
      const step = await dialog()
        .locator('[data-step]')
        .getAttribute('data-step', { timeout: 2000 })
        .catch(() => null);
      if (step === 'announced') return head.turn(null);
      await head.turn(isMove(step) ? step : null);
    }
  }

  beforeAll(async () => {
    head = await HeadFilm.make();
    sitting = await monitoredSitting({
      policy: { frameSeconds: 2, frameReplayed: { on: false }, spoof: { seconds: 60, flash: true } },
      film: (file) => head.play(file),
      person: TURNER,
    });
    await sitting.start();
  });
  afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student }));
  afterAll(() => sitting.close());

  it('shine only when the student has chosen it, change at most once a second, and do not come back from a film', async () => {
    await student().getByText('the page changes softly between two colours').waitFor();
    await student().getByRole('button', { name: 'Begin', exact: true }).click();
    await move();
    expect(await shining().count()).toBe(0);
    await expectNoAxeViolations(student());
    await takeScreenshots(student(), 'liveness-colours-announced');
    await student().evaluate(() => {
      const seen: [string, number][] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => {
        const colour = document.querySelector('.bg-flash-warm') ? 'warm' : document.querySelector('.bg-flash-cool') ? 'cool' : null;
        if (colour && seen.at(-1)?.[0] !== colour) seen.push([colour, performance.now()]);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['class'] });
    });
    await dialog().getByRole('button', { name: 'Show the colours' }).click();
    await shining().waitFor();
    await dialog().getByText('Hold still and look at the screen', { exact: true }).waitFor();
    await expectNoAxeViolations(student());
    await dialog().getByText('You can try once more').waitFor();
    expect(await shining().count()).toBe(0);
    const seen = await student().evaluate(() => (window as unknown as { seen: [string, number][] }).seen);
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const [i, [, at]] of seen.slice(1).entries()) expect(at - (seen[i]?.[1] ?? 0)).toBeGreaterThan(950);
    expect(await confirmedKinds(sitting.server, sitting.attemptIds[0] ?? '')).toEqual([]);
  });

  it('can be skipped for a person', async () => {
    await dialog().getByRole('button', { name: 'Ask a person' }).click();
    await dialog().getByText('A person has been told and will look in on you.').waitFor();
    const runs = await sitting.server.dataSource.query('SELECT outcome, reason FROM liveness_runs ORDER BY asked_at');
    expect(runs).toEqual([
      { outcome: 'failed', reason: 'flash' },
      { outcome: 'void', reason: 'declined' },
    ]);
  });
});
