import { VIOLATIONS } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { pictureOfFailure } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { confirmedKinds, incident, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

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

const framesOf = (attemptId: string) => sitting.server.dataSource.manager.countBy(Frame, { attemptId, state: 'analysed' });

it('a picture that stands still comes to the proctor’s page with both frames, after the student could mend it', async () => {
  const { proctor, student, film, server, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  // a student who sits still is none of these
  await expect.poll(() => framesOf(attemptId)).toBeGreaterThanOrEqual(6);
  expect(
    await server.dataSource.query("SELECT kind FROM violations WHERE attempt_id = $1 AND kind = 'frame_replayed'", [attemptId]),
  ).toEqual([]);

  await overwriteFilm(film, 'frozen');
  const hint = student.getByText(VIOLATIONS.frame_replayed.hint);
  await hint.waitFor();
  await expect.poll(() => confirmedKinds(server, attemptId)).toContain('frame_replayed');

  await incident(proctor, 'The same picture again').click();
  const dialog = proctor.getByRole('dialog');
  await dialog.getByText(/Exactly the same picture \d+ times within \d+ s/).waitFor();
  expect(await dialog.locator('figure').count()).toBeGreaterThanOrEqual(2);
  await proctor.getByRole('button', { name: 'Close', exact: true }).click();

  await overwriteFilm(film, 'student');
  await hint.waitFor({ state: 'hidden' });
});
