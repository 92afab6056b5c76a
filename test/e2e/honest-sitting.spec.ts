import type { ExamReport } from '@invigil/shared';
import { In } from 'typeorm';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Frame } from '../../apps/api/src/monitoring/entities/frame.entity.js';
import { StreamEvent } from '../../apps/api/src/monitoring/entities/stream-event.entity.js';
import { pictureOfFailure } from '../support/browser.js';
import { fakeCameraFilm, overwriteFilm, type FilmScene } from '../support/faces/index.js';
import { confirmedKinds, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

const NAMES = ['Ann Lee'];
/** With TEST_LONG=1 as many frames as ten minutes bring at the usual rhythm, else half of them, so that a whole run keeps within its half hour. */
const FRAMES = process.env['TEST_LONG'] === '1' ? 60 : 30;
/** The page looks twice as often. */
const LOOKS = 2 * FRAMES;
/** The sitting lasts longer, by the looks alone: the page has to renew its sign-in before the student hands in. */
const ACCESS_SECONDS = 40;

let sitting: MonitoredSitting;

beforeAll(async () => {
  sitting = await monitoredSitting({
    names: NAMES,
    policy: { sampleSeconds: 1, frameSeconds: 2, challengeSeconds: [5, 10] },
    film: (file) => fakeCameraFilm(file, 'student'),
    accessSeconds: ACCESS_SECONDS,
  });
  await sitting.start();
});
afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
afterAll(() => sitting.close());

/** What people do in an exam: sit and read, come closer, lean aside or back, reach for something; and the light changes. Seconds each. */
const MOVES: readonly { scene: FilmScene; seconds: number }[] = [
  { scene: 'student', seconds: 12 },
  { scene: { moved: { zoom: 1.25, shiftY: 20 } }, seconds: 5 },
  { scene: { moved: { light: 0.7 } }, seconds: 6 },
  { scene: { moved: { shiftX: 120 } }, seconds: 3 },
  { scene: { moved: { zoom: 0.8, shiftX: -60 } }, seconds: 5 },
  { scene: 'empty', seconds: 2 },
  { scene: { moved: { light: 1.15, shiftY: -15 } }, seconds: 5 },
];

it('an honest sitting ends with no confirmed violation and was well observed', async () => {
  const { server, attemptIds, students, proctor, examId, film } = sitting;
  const { manager } = server.dataSource;
  const count = async (): Promise<{ looks: number; frames: number }> => ({
    looks: await manager.countBy(StreamEvent, { attemptId: In([...attemptIds]), type: In(['sample', 'frame']) }),
    frames: await manager.countBy(Frame, { attemptId: In([...attemptIds]), state: 'analysed' }),
  });
  // a busy machine looks less often: it sits longer
  for (let move = 0, seen = await count(); seen.looks < LOOKS || seen.frames < FRAMES; move++, seen = await count()) {
    const { scene, seconds } = MOVES[move % MOVES.length] ?? { scene: 'student', seconds: 5 };
    await overwriteFilm(film, scene);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }

  for (const page of students) {
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Hand in/ })
      .click();
    await page.getByRole('heading', { name: /handed in/i }).waitFor();
  }
  // the first access tokens ran out long ago; the student did not notice, not even by a connection that was cut for a moment
  const [{ renewed } = { renewed: 0 }] = await server.dataSource.query<{ renewed: number }[]>(
    `SELECT extract(epoch FROM min(s.rotated_at - s.created_at))::float AS renewed FROM login_sessions s
       JOIN attempts a ON a.user_id = s.user_id WHERE a.id = ANY($1) AND s.device_hash IS NOT NULL`,
    [attemptIds],
  );
  expect(renewed).toBeGreaterThan(ACCESS_SECONDS);
  expect(
    await server.dataSource.query("SELECT at FROM events WHERE attempt_id = ANY($1) AND body->>'event' = 'network_lost'", [attemptIds]),
  ).toEqual([]);
  for (const attemptId of attemptIds) expect(await confirmedKinds(server, attemptId)).toEqual([]);
  for (const name of NAMES)
    await proctor
      .getByRole('button', { name: new RegExp(`^Open .*${name}`) })
      .getByText('0 confirmed incidents')
      .waitFor();

  const instructor = await sitting.visit('ines@example.org');
  const answer = await instructor.request.get(`/api/exams/${examId}/report`);
  const { rows } = (await answer.json()) as ExamReport;
  expect(rows).toHaveLength(NAMES.length);
  for (const { score, band, coverage } of rows) {
    expect({ score, band }).toEqual({ score: 0, band: 'clear' });
    expect(coverage.any).toBeGreaterThan(0.9);
    // somebody who reaches for a thing, or whom a new light falls on, cannot be compared for a moment
    expect(coverage.identity).toBeGreaterThan(0.8);
  }
});
