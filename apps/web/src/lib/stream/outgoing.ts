import { type BatchTaken, type Entry, type Joined, type Lane, laneOf, LANES } from '@invigil/shared';
import type { Batch, Outbox } from './outbox.ts';
import { LanePump } from './lane-pump.ts';
import type { NewEntry } from './pack-entry.ts';
import type { FromStream } from './protocol.ts';

export interface OutgoingParts {
  outbox: Outbox;
  /** Server time in ms, as well as it is known. */
  now: () => number;
  post: (message: FromStream) => void;
  submit: (batch: Batch) => Promise<BatchTaken>;
  /** The attempt is submitted, terminated or expired. */
  isOver: () => boolean;
  onRejoin: () => void;
  onDenied: () => void;
}
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What goes to the server by numbers: kept in the outbox, sent lane by lane while the line is open, and told to the page once it is committed. */
export class Outgoing {
  readonly #parts: OutgoingParts;
  readonly #pumps: Record<Lane, LanePump>;
  /** Streams that take no more: what is left moves on at the next join. */
  readonly #broken = new Set<string>();

  constructor(parts: OutgoingParts) {
    this.#parts = parts;
    this.#pumps = { answers: this.#pump('answers'), telemetry: this.#pump('telemetry') };
  }

  async add(entry: NewEntry): Promise<void> {
    // a look that was still under way: the server takes no more of it, and it must not outlive what is forgotten
    if (this.#parts.isOver() && laneOf(entry.type) === 'telemetry') return;
    try {
      await this.#parts.outbox.add(entry);
    } catch {
      this.#parts.post({
        type: 'broken',
        message: 'This browser has no room left to keep your work. Free some disk space, then load this page again.',
      });
    }
    this.queued(laneOf(entry.type));
  }

  /** Something new stands in the outbox. */
  queued(lane: Lane): void {
    this.#pumps[lane].nudge();
    this.#tellWaiting();
  }

  open(): void {
    for (const lane of LANES) this.#pumps[lane].open();
  }

  close(): void {
    for (const lane of LANES) this.#pumps[lane].close();
  }

  /** Numbers from now on in the streams of a join. */
  async adopt({ streams, marks }: Pick<Joined, 'streams' | 'marks'>): Promise<void> {
    const { outbox } = this.#parts;
    await outbox.adopt(streams, marks);
    for (const stream of this.#broken) await outbox.moveOn(stream);
    this.#broken.clear();
  }

  /** Resolves when everything that was waiting in these lanes has been committed. */
  async drained(...lanes: readonly Lane[]): Promise<void> {
    await Promise.all(lanes.map((lane) => this.#pumps[lane].drained()));
  }

  #pump(lane: Lane): LanePump {
    const { outbox, submit, onRejoin, onDenied } = this.#parts;
    return new LanePump({
      lane,
      outbox,
      submit,
      pause,
      onTaken: (entries) => this.#taken(entries),
      onRenumber: (stream) => {
        this.#broken.add(stream);
        onRejoin();
      },
      onRefresh: onDenied,
    });
  }

  #taken(entries: Entry[]): void {
    const { post, now } = this.#parts;
    for (const entry of entries) {
      if (entry.type === 'answer') post({ type: 'saved', questionId: entry.questionId, value: entry.value, at: now() });
    }
    this.#tellWaiting();
  }

  #tellWaiting(): void {
    const { outbox, post } = this.#parts;
    post({ type: 'waiting', answers: outbox.waiting('answers'), telemetry: outbox.waiting('telemetry') });
  }
}
