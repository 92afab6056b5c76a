import { TURNER } from '@invigil/biometrics/samples';
import type { LivenessMove } from '@invigil/shared';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectNoAxeViolations, pictureOfFailure, takeScreenshots } from '../support/browser.js';
import { HeadFilm } from '../support/faces/index.js';
import { confirmedKinds, incident, monitoredSitting, type MonitoredSitting } from '../support/monitored-sitting.js';

const OTHER = { left: 'right', right: 'left', up: 'down', down: 'up' } as const satisfies Record<LivenessMove, LivenessMove>;
const MOVES: readonly string[] = Object.keys(OTHER);
const isMove = (text: string | null): text is LivenessMove => text !== null && MOVES.includes(text);

/**
 * The film before the camera goes round, so that exactly the same pictures come again: the doubt that asks for head movements here. The check for
 * replayed frames is off in this exam, since it would rightly confirm that; what is proved is the way from doubt to movements to the proctor.
 */
describe('head movements on the exam page', () => {
  let sitting: MonitoredSitting;
  let head: HeadFilm;

  const student = () => sitting.student;
  const dialog = () => student().getByRole('dialog', { name: 'Show that you are there' });
  const asked = () => student().getByRole('region', { name: 'A short check' });
  const attemptId = () => sitting.attemptIds[0] ?? '';
  const over = async () => (await dialog().locator('[data-step]').count()) === 0;
  /** The head does what the page shows, or what `instead` makes of it, until it is over. */
  async function follow(instead: (move: LivenessMove) => LivenessMove | null): Promise<void> {
    const until = Date.now() + 100_000;
    while (!(await over())) {
      if (Date.now() > until) throw new Error('The movements never ended.');
      const step = await dialog()
        .locator('[data-step]')
        .getAttribute('data-step', { timeout: 2000 })
        .catch(() => null);
      await head.turn(isMove(step) ? instead(step) : null);
    }
    await head.turn(null);
  }

  beforeAll(async () => {
    head = await HeadFilm.make();
    sitting = await monitoredSitting({
      policy: { frameSeconds: 2, frameReplayed: { on: false }, spoof: { seconds: 60 } },
      film: (file) => head.play(file),
      person: TURNER,
    });
    await sitting.start();
  });
  afterEach(({ task }) => pictureOfFailure(task, { student: sitting.student, proctor: sitting.proctor }));
  afterAll(() => sitting.close());

  it('are asked for calmly, leave the questions open, and are passed by a head that turns as it is told', async () => {
    await asked().waitFor();
    await student()
      .getByRole('heading', { name: /1 \+ 1/ })
      .waitFor();
    await expectNoAxeViolations(student());
    await takeScreenshots(student(), 'liveness-asked');
    await asked().getByRole('button', { name: 'Begin', exact: true }).click();
    await dialog().waitFor();
    await follow((move) => move);
    await dialog().getByText('Thank you, that was all.').waitFor();
    expect(await confirmedKinds(sitting.server, attemptId())).toEqual([]);
    await expectNoAxeViolations(student());
    await dialog().getByRole('button', { name: 'Go on with the exam' }).click();
    await dialog().waitFor({ state: 'hidden' });
    const runs = await sitting.server.dataSource.query('SELECT outcome FROM liveness_runs WHERE attempt_id = $1 AND outcome IS NOT NULL', [
      attemptId(),
    ]);
    expect(runs).toEqual([{ outcome: 'passed' }]);
  });

  it('fail for a picture that stands still and for other movements, and come to the proctor’s page, who decides', async () => {
    await asked().waitFor();
    await asked().getByRole('button', { name: 'Begin', exact: true }).click();
    await dialog().locator('[data-step]:not([data-step="centre"])').waitFor();
    await expectNoAxeViolations(student());
    await takeScreenshots(student(), 'liveness-running');
    await dialog().getByText('You can try once more').waitFor();
    await takeScreenshots(student(), 'liveness-again');
    expect(await confirmedKinds(sitting.server, attemptId())).toEqual([]);
    await dialog().getByRole('button', { name: 'Try once more' }).click();
    await dialog().locator('[data-step]').waitFor();
    await follow((move) => OTHER[move]);
    await dialog().getByText('A person will look at it and decide.').waitFor();
    expect(await dialog().innerText()).not.toMatch(/score|distance|fail|\d\.\d/i);
    await expect.poll(() => confirmedKinds(sitting.server, attemptId())).toEqual(['spoof_suspected']);
    const shown = sitting.proctor.getByRole('dialog');
    const opened = async () => {
      if (!(await shown.isVisible())) await incident(sitting.proctor, 'Perhaps not a live person').click();
      return shown.innerText();
    };
    // what the dialog says stands in the report of a failure
    await expect.poll(opened).toMatch(/2 head-movement challenges failed/);
    expect(await shown.locator('figure').count()).toBeGreaterThanOrEqual(1);
    await expectNoAxeViolations(sitting.proctor);
    await takeScreenshots(sitting.proctor, 'liveness-proctor');
  });
});
