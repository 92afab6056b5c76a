import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { expectNoAxeViolations, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { confirmedKinds, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

let sitting: MonitoredSitting;

beforeAll(async () => {
  sitting = await monitoredSitting({
    policy: { sampleSeconds: 1, frameSeconds: 2, challengeSeconds: [8, 15] },
    film: (file) => fakeCameraFilm(file, 'student'),
  });
  await sitting.start();
});
afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
afterAll(() => sitting.close());

it('in a dark room the student is asked for light, the proctor sees how little is seen, and nobody is accused', async () => {
  const { proctor, student, film, server, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  await overwriteFilm(film, 'dark');
  const asked = student.getByText(/More light, please|It is too dark to see you/);
  await asked.waitFor();
  await takeScreenshots(student, 'exam-dark');

  const tile = proctor.getByRole('button', { name: /^Open .*Ann Lee/ });
  const seen = tile.getByText(/Face seen \d+ %/);
  await seen.waitFor();
  await expectNoAxeViolations(proctor);
  await takeScreenshots(proctor, 'wall-dark');

  await overwriteFilm(film, 'student');
  await asked.waitFor({ state: 'hidden' });
  expect(await confirmedKinds(server, attemptId)).toEqual([]);
  await tile.getByText('0 confirmed incidents').waitFor();
});
