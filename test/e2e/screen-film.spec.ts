import { VIOLATIONS } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectNoAxeViolations, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { confirmedKinds, incident, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

let sitting: MonitoredSitting;

beforeAll(async () => {
  sitting = await monitoredSitting({
    // the movements that a screen would be asked for have a film of their own
    policy: { frameSeconds: 2, challengeSeconds: [10, 20], screen: { frames: 6 }, spoof: { on: false } },
    film: (file) => fakeCameraFilm(file, 'student'),
  });
  await sitting.start();
});
afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
afterAll(() => sitting.close());

it('the student’s own film on a screen before the camera comes to the proctor’s page with what gave it away', async () => {
  const { proctor, student, film, server, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  await overwriteFilm(film, 'screen');
  const hint = student.getByText(VIOLATIONS.screen_detected.hint);
  await hint.waitFor();
  await expect.poll(() => confirmedKinds(server, attemptId)).toContain('screen_detected');
  expect(await student.locator('body').innerText()).not.toMatch(/confidence|moir|bezel/i);

  await incident(proctor, VIOLATIONS.screen_detected.title).click();
  const dialog = proctor.getByRole('dialog');
  await dialog.getByText(/Screen confidence \d+ %, the limit is 60 % \(6 frames\)/).waitFor();
  const picture = dialog.locator('figure').last();
  expect(await picture.getByRole('img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(640);
  expect(await picture.locator('svg rect').count()).toBe(1);
  const [row] = await server.dataSource.query<{ measurements: { cues: Record<string, number> } }[]>(
    "SELECT measurements FROM violations WHERE attempt_id = $1 AND kind = 'screen_detected' AND confirmed",
    [attemptId],
  );
  expect(row?.measurements.cues['bezel']).toBeGreaterThan(0.4);
  await expectNoAxeViolations(proctor);
  await takeScreenshots(proctor, 'evidence-screen');
  await proctor.getByRole('button', { name: 'Close', exact: true }).click();

  await overwriteFilm(film, 'student');
  await hint.waitFor({ state: 'hidden' });
});
