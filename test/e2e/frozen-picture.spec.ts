import { VIOLATIONS } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Challenge } from '../../apps/api/src/monitoring/challenge.entity.js';
import { Frame } from '../../apps/api/src/monitoring/frame.entity.js';
import { pictureOfFailure } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';
import { confirmedKinds, incident, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

let sitting: MonitoredSitting;

interface Troubled {
  camera?: MediaStream;
}
/** Until the tab has a mark, its face engine never gets ready and hears nothing, as on a computer that is busy starting it. Keeps the camera at hand. */
function troubles(): void {
  const deaf = sessionStorage.getItem('woken') === null;
  const Real = Worker;
  window.Worker = class extends Real {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      const nothing = () => undefined;
      if (deaf && options?.name === 'vision') Object.assign(this, { addEventListener: nothing, postMessage: nothing });
    }
  };
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (wanted) => ((window as Troubled).camera = await open(wanted));
}

beforeAll(async () => {
  sitting = await monitoredSitting({
    policy: { frameSeconds: 2, challengeSeconds: [5, 10] },
    film: (file) => fakeCameraFilm(file, 'student'),
  });
  await sitting.student.addInitScript(troubles);
  await sitting.start();
});
afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
afterAll(() => sitting.close());

const requests = (attemptId: string) => sitting.server.dataSource.manager.findBy(Challenge, { attemptId });
const framesOf = (attemptId: string) => sitting.server.dataSource.manager.countBy(Frame, { attemptId, state: 'analysed' });

it('a request is answered while the face engine starts, without a word about the face', async () => {
  const { student, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  await expect.poll(async () => (await requests(attemptId)).some(({ answeredAt }) => answeredAt), { timeout: 90_000 }).toBe(true);
  expect((await requests(attemptId)).filter(({ unable }) => unable)).toEqual([]);
  await student.evaluate(() => sessionStorage.setItem('woken', 'yes'));
  await student.reload();
});

it('a picture that stands still comes to the proctor’s page with both frames, after the student could mend it', async () => {
  const { proctor, student, film, server, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  // a student who sits still is none of these
  await expect.poll(() => framesOf(attemptId), { timeout: 90_000 }).toBeGreaterThanOrEqual(6);
  expect(
    await server.dataSource.query("SELECT kind FROM violations WHERE attempt_id = $1 AND kind = 'frame_replayed'", [attemptId]),
  ).toEqual([]);

  await overwriteFilm(film, 'frozen');
  const hint = student.getByText(VIOLATIONS.frame_replayed.hint);
  await hint.waitFor();
  await expect.poll(() => confirmedKinds(server, attemptId), { timeout: 90_000 }).toContain('frame_replayed');

  await incident(proctor, 'The same picture again').click();
  const dialog = proctor.getByRole('dialog');
  await dialog.getByText(/Exactly the same picture \d+ times within \d+ s/).waitFor();
  expect(await dialog.locator('figure').count()).toBeGreaterThanOrEqual(2);
  await proctor.getByRole('button', { name: 'Close', exact: true }).click();

  await overwriteFilm(film, 'student');
  await hint.waitFor({ state: 'hidden' });
});

it('a camera that is off is said to be so when a picture is asked for, and confirms nothing', async () => {
  const { student, server, attemptIds } = sitting;
  const attemptId = attemptIds[0] ?? '';
  const before = await confirmedKinds(server, attemptId);
  await student.evaluate(() => (window as Troubled).camera?.getTracks().forEach((track) => track.stop()));
  await expect.poll(async () => (await requests(attemptId)).map(({ unable }) => unable), { timeout: 90_000 }).toContain('camera_off');
  expect(await confirmedKinds(server, attemptId)).toEqual(before);
});
