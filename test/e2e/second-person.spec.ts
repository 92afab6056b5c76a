import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectNoAxeViolations, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { incident, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

let sitting: MonitoredSitting;

beforeAll(async () => {
  sitting = await monitoredSitting({
    policy: { frameSeconds: 2, challengeSeconds: [20, 40] },
    film: (file) => fakeCameraFilm(file, 'student'),
  });
  await sitting.start();
});
afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
afterAll(() => sitting.close());

it('a second person behind the student comes to the proctor’s page with two boxes', async () => {
  const { proctor, student, film, server, attemptIds } = sitting;
  await overwriteFilm(film, 'behind');
  await incident(proctor, 'Several faces').waitFor();
  await student.getByText('We see more than one person. Please make sure that you are alone.').waitFor();
  const confirmed = () =>
    server.dataSource.query<{ n: number }[]>(
      "SELECT count(*)::int AS n FROM violations WHERE attempt_id = $1 AND kind = 'multiple_faces' AND confirmed",
      [attemptIds[0]],
    );
  await expect.poll(confirmed).toEqual([{ n: 1 }]);

  await incident(proctor, 'Several faces').click();
  const dialog = proctor.getByRole('dialog');
  const picture = dialog.locator('figure').last();
  await picture.getByText('2 faces, student with an unbroken line').waitFor();
  expect(await picture.locator('svg rect').count()).toBe(2);
  expect((await picture.locator('svg text').allTextContents()).map((text) => text.trim()).sort()).toEqual(['another face', 'student']);
  await dialog.getByText('How it can be computed again').click();
  await dialog.getByText('Engine', { exact: true }).waitFor();
  await expectNoAxeViolations(proctor);
  await takeScreenshots(proctor, 'evidence-two-people');

  await overwriteFilm(film, 'student');
  await student.getByText('We see more than one person.').waitFor({ state: 'hidden' });
});
