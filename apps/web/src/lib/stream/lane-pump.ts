import type { BatchTaken, Entry, Lane } from '@invigil/shared';
import type { Batch, Outbox } from './outbox.ts';
import { WireFault } from '../wire-fault.ts';
import { afterFault } from './after-fault.ts';
import { backOff } from './back-off.ts';

export interface PumpParts {
  lane: Lane;
  outbox: Pick<Outbox, 'batch' | 'taken' | 'giveUp'>;
  submit: (batch: Batch) => Promise<BatchTaken>;
  pause: (ms: number) => Promise<void>;
  onTaken: (entries: Entry[]) => void;
  /** The stream takes no more: join again and move what is left. */
  onRenumber: (stream: string) => void;
  onRefresh: () => void;
  random?: () => number;
}
/** The server cuts whoever calls more than 30 times a second; two lanes at this pace stay well below. */
const PACE_MS = 100;

/** Sends one lane of the outbox, a batch at a time, in order, for as long as it is open. */
export class LanePump {
  readonly #parts: PumpParts;
  #open = false;
  #running = false;
  #woken = false;
  #tries = 0;
  #single = false;
  #drained: (() => void)[] = [];

  constructor(parts: PumpParts) {
    this.#parts = parts;
  }

  open(): void {
    this.#open = true;
    this.nudge();
  }

  close(): void {
    this.#open = false;
  }

  /** There is something new to send. */
  nudge(): void {
    this.#woken = true;
    if (this.#open && !this.#running) void this.#run();
  }

  /** Resolves when everything that was waiting has been committed. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained.push(resolve);
      this.nudge();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#open) {
      const batch = await this.#next();
      if (batch) await this.#send(batch);
      else {
        for (const resolve of this.#drained.splice(0)) resolve();
        if (!this.#woken) break;
      }
    }
    this.#running = false;
  }

  /** `#woken` tells afterwards whether something came since. */
  #next(): ReturnType<Outbox['batch']> {
    this.#woken = false;
    return this.#parts.outbox.batch(this.#parts.lane, this.#single ? 1 : Infinity);
  }

  async #send(batch: Batch): Promise<void> {
    const { outbox, onTaken, pause } = this.#parts;
    try {
      const { mark } = await this.#parts.submit(batch);
      await outbox.taken(batch.stream, mark);
      this.#tries = 0;
      this.#single = false;
      onTaken(batch.entries.filter(({ seq }) => seq <= mark));
      await pause(PACE_MS);
    } catch (error) {
      await this.#cure(batch, error instanceof WireFault ? error : new WireFault(null));
    }
  }

  async #cure(batch: Batch, fault: WireFault): Promise<void> {
    const { outbox, onRenumber, onRefresh, pause } = this.#parts;
    const first = batch.entries[0]?.seq ?? 1;
    let cure = afterFault(fault.code);
    // a gap before what is still here cannot be filled
    if (cure === 'rewind' && (fault.expectedSeq ?? 0) < first) cure = 'renumber';
    if (cure === 'rewind') await outbox.taken(batch.stream, (fault.expectedSeq ?? 1) - 1);
    if (cure === 'give_up') {
      if (batch.entries.length === 1) await outbox.giveUp(batch.stream, first, `${batch.entries[0]?.type ?? ''}: ${fault.code ?? ''}`);
      // one of them is at fault: one at a time tells which
      this.#single = batch.entries.length > 1;
    }
    if (cure === 'renumber' || cure === 'refresh') {
      this.close();
      if (cure === 'renumber') onRenumber(batch.stream);
      else onRefresh();
      return;
    }
    const wait = cure === 'retry' ? backOff(this.#tries++, (this.#parts.random ?? Math.random)()) : PACE_MS;
    await pause(wait);
  }
}
