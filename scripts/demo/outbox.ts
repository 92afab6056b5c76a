import { laneOf, LANES, MAX_BATCH, type Entry, type Lane } from '@invigil/shared';

type Unnumbered<T> = T extends unknown ? Omit<T, 'seq'> : never;
/** An entry before it has a number. */
export type NewEntry = Unnumbered<Entry>;
export interface Batch {
  stream: string;
  entries: Entry[];
}
interface Numbered {
  lane: Lane;
  used: number;
  entries: Entry[];
}

const MAX_BATCH_BYTES = 400_000;
const sizeOf = (entry: Entry): number => (entry.type === 'frame' ? entry.jpeg.byteLength + 1000 : 1000);

/** Numbers what a page sends and keeps it until the server has committed it; what an older stream still holds goes first in its lane. */
export class Outbox {
  readonly #streams = new Map<string, Numbered>();
  readonly #current = new Map<Lane, string>();

  /** The streams of a fresh join, and how much of the earlier ones is committed. */
  joined(streams: Record<Lane, string>, marks: Record<string, number>): void {
    for (const [stream, mark] of Object.entries(marks)) this.committed(stream, mark);
    for (const lane of LANES) {
      this.#streams.set(streams[lane], { lane, used: 0, entries: [] });
      this.#current.set(lane, streams[lane]);
    }
    for (const stream of this.#streams.keys()) this.#forgetEmpty(stream);
  }

  /** @returns the number it got. */
  add(entry: NewEntry): number {
    const numbered = this.#open(laneOf(entry.type));
    numbered.used += 1;
    numbered.entries.push({ ...entry, seq: numbered.used });
    return numbered.used;
  }

  /** What to send next in a lane, null when everything is committed. */
  next(lane: Lane): Batch | null {
    for (const [stream, numbered] of this.#streams) {
      if (numbered.lane !== lane || numbered.entries.length === 0) continue;
      let bytes = 0;
      const entries = numbered.entries
        .slice(0, MAX_BATCH)
        .filter((entry, index) => (bytes += sizeOf(entry)) <= MAX_BATCH_BYTES || index === 0);
      return { stream, entries };
    }
    return null;
  }

  committed(stream: string, mark: number): void {
    const numbered = this.#streams.get(stream);
    if (!numbered) return;
    numbered.entries = numbered.entries.filter((entry) => entry.seq > mark);
    this.#forgetEmpty(stream);
  }

  /** Gives up a stream that the server takes nothing of any more. */
  drop(stream: string): void {
    const numbered = this.#streams.get(stream);
    if (numbered) numbered.entries = [];
    this.#forgetEmpty(stream);
  }

  /** Earlier streams of which something is still here. */
  holding(): string[] {
    return [...this.#streams].filter(([, numbered]) => numbered.entries.length > 0).map(([stream]) => stream);
  }

  /** Highest number used in the current stream of a lane. */
  used(lane: Lane): number {
    return this.#open(lane).used;
  }

  current(lane: Lane): string {
    const stream = this.#current.get(lane);
    if (stream === undefined) throw new Error('Join the attempt first.');
    return stream;
  }

  get size(): number {
    return [...this.#streams.values()].reduce((sum, { entries }) => sum + entries.length, 0);
  }

  #open(lane: Lane): Numbered {
    const numbered = this.#streams.get(this.current(lane));
    if (!numbered) throw new Error('Join the attempt first.');
    return numbered;
  }

  #forgetEmpty(stream: string): void {
    const numbered = this.#streams.get(stream);
    if (numbered?.entries.length === 0 && this.#current.get(numbered.lane) !== stream) this.#streams.delete(stream);
  }
}
