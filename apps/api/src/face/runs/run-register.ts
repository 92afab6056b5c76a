import { Problem } from '../../http/problem.js';
import type { TicketUse } from '../tickets/liveness-proof.js';
import type { RunningRun } from './running-run.js';

/** Runs at once: frames of tasks go ahead of those of exams, so visitors may not have many. */
const MOST = 200;
const MOST_VISITORS = 20;
/** How long a page that lost the last answer may ask for it. */
const REMEMBERED_MS = 120_000;

const BUSY = 'Many people are doing this just now. Wait a minute, then try again, or use your password.';

/** The runs of this process. */
export class RunRegister {
  readonly #runs = new Map<string, RunningRun>();

  /** @throws Problem TOO_MANY */
  add(run: RunningRun): void {
    const going = this.going();
    const visitors = going.filter(({ use }) => use.personId === null).length;
    if (going.length >= MOST || (run.use.personId === null && visitors >= MOST_VISITORS)) throw new Problem('TOO_MANY', BUSY);
    this.#runs.set(run.id, run);
  }

  /** @throws Problem NOT_FOUND where there is none, or it is somebody else's */
  of(id: string, whose: (purpose: TicketUse['purpose']) => TicketUse): RunningRun {
    const run = this.#runs.get(id);
    const use = run && whose(run.use.purpose);
    if (!run || use?.personId !== run.use.personId || use.holder !== run.use.holder)
      throw new Problem('NOT_FOUND', 'These tasks are over. Begin them once more.');
    return run;
  }

  going(): RunningRun[] {
    return [...this.#runs.values()].filter(({ over }) => over === null);
  }

  /** Those of one device: a new one takes their place. */
  goingOf({ personId, holder }: TicketUse): RunningRun[] {
    return holder === null ? [] : this.going().filter(({ use }) => use.personId === personId && use.holder === holder);
  }

  forgetOld(now: number): void {
    for (const [id, { over, overAt }] of this.#runs) if (over !== null && now - overAt > REMEMBERED_MS) this.#runs.delete(id);
  }
}
