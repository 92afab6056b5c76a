import { type Entry, type Lane, laneOf } from '@invigil/shared';
import { chooseBatch } from './choose-batch.ts';
import type { LocalSeal } from './local-seal.ts';
import type { EntryRow, LocalStore, StreamRow } from './local-store.ts';
import { type NewEntry, packEntry, unpackEntry } from './pack-entry.ts';

export interface OutboxOptions {
  attemptId: string;
  /** Beyond this the oldest routine frames give way, each leaving an `entry_lost` in its place. */
  maxBytes?: number;
}
export interface Batch {
  stream: string;
  entries: Entry[];
}
type Item = Pick<EntryRow, 'seq' | 'type' | 'at' | 'size'>;
interface StreamItems {
  row: StreamRow;
  items: Item[];
  /** Numbers up to this one are on their way and may not change. */
  inFlight: number;
}

const MAX_BYTES = 64 * 1024 * 1024;
const strict = { durability: 'strict' } as const;
const isFull = (error: unknown) => error instanceof Error && error.name === 'QuotaExceededError';

/**
 * What the page has to tell the server, numbered without holes in each stream, kept in IndexedDB until the server has committed it.
 * All changes run one after the other; a number is given in the transaction that stores its entry.
 */
export class Outbox {
  readonly #db: LocalStore;
  readonly #seal: LocalSeal;
  readonly #attemptId: string;
  readonly #maxBytes: number;
  #streams: StreamItems[] = [];
  /** Entries from before the first stream. */
  #early: NewEntry[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(db: LocalStore, seal: LocalSeal, options: OutboxOptions) {
    this.#db = db;
    this.#seal = seal;
    this.#attemptId = options.attemptId;
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
  }

  static async open(db: LocalStore, seal: LocalSeal, options: OutboxOptions): Promise<Outbox> {
    const outbox = new Outbox(db, seal, options);
    const rows = await db.getAllFromIndex('streams', 'attempt', options.attemptId);
    for (const row of rows.sort((a, b) => a.order - b.order)) outbox.#streams.push({ row, items: [], inFlight: 0 });
    let cursor = await db.transaction('entries').store.index('attempt').openCursor(options.attemptId);
    while (cursor) {
      const { stream, seq, type, at, size } = cursor.value;
      outbox.#find(stream)?.items.push({ seq, type, at, size });
      cursor = await cursor.continue();
    }
    for (const { items } of outbox.#streams) items.sort((a, b) => a.seq - b.seq);
    return outbox;
  }

  /** Earlier and present streams that still hold entries, oldest first. */
  holding(): string[] {
    return this.#streams.filter(({ items }) => items.length > 0).map(({ row }) => row.stream);
  }

  /** Highest number given in the newest stream of each lane. */
  highest(): Partial<Record<Lane, number>> {
    return Object.fromEntries(this.#streams.map(({ row }) => [row.lane, row.last]));
  }

  /** The newest stream of a lane and its highest number. */
  current(lane: Lane): { stream: string; last: number } | null {
    const row = this.#streams.findLast((stream) => stream.row.lane === lane)?.row;
    return row ? { stream: row.stream, last: row.last } : null;
  }

  waiting(lane: Lane): number {
    const stored = this.#streams.reduce((sum, { row, items }) => sum + (row.lane === lane ? items.length : 0), 0);
    return stored + this.#early.filter(({ type }) => laneOf(type) === lane).length;
  }

  /** Numbers new entries in these streams from now on, drops what `marks` says is committed, and lets go of empty streams. */
  adopt(streams: Record<Lane, string>, marks: Record<string, number>): Promise<void> {
    return this.#queue(async () => {
      for (const [stream, mark] of Object.entries(marks)) await this.#drop(stream, mark);
      for (const stream of this.#streams) stream.inFlight = 0;
      const empty = this.#streams.filter(({ items }) => items.length === 0);
      this.#streams = this.#streams.filter(({ items }) => items.length > 0);
      let order = (this.#streams.at(-1)?.row.order ?? 0) + 1;
      const rows = (Object.entries(streams) as [Lane, string][]).map(([lane, stream]) => ({
        stream,
        attemptId: this.#attemptId,
        lane,
        last: 0,
        order: order++,
      }));
      const tx = this.#db.transaction('streams', 'readwrite', strict);
      for (const { row } of empty) await tx.store.delete(row.stream);
      for (const row of rows) await tx.store.put(row);
      await tx.done;
      this.#streams.push(...rows.map((row) => ({ row, items: [], inFlight: 0 })));
      const early = this.#early.splice(0);
      for (const entry of early) await this.#append(entry);
    });
  }

  /** Stores an entry for good; resolves once it is on disk. */
  add(entry: NewEntry): Promise<void> {
    return this.#queue(async () => {
      if (!this.current(laneOf(entry.type))) {
        this.#early.push(entry);
        return;
      }
      try {
        await this.#append(entry);
      } catch (error) {
        if (!isFull(error) || !(await this.#loseFrames(10))) throw error;
        await this.#append(entry);
      }
      for (let tries = 0; this.#bytes() > this.#maxBytes && tries < 100; tries++) if (!(await this.#loseFrames(1))) break;
    });
  }

  /** The next entries of a lane, from its oldest stream on; they stay until `taken`. */
  batch(lane: Lane, most = Infinity): Promise<Batch | null> {
    return this.#queue(async () => {
      const stream = this.#streams.find(({ row, items }) => row.lane === lane && items.length > 0);
      if (!stream) return null;
      const chosen = stream.items.slice(0, Math.min(most, chooseBatch(stream.items)));
      const first = chosen[0]?.seq ?? 0;
      const last = chosen.at(-1)?.seq ?? 0;
      stream.inFlight = last;
      const rows = await this.#db.getAll('entries', IDBKeyRange.bound([stream.row.stream, first], [stream.row.stream, last]));
      const entries = await Promise.all(rows.map((row) => this.#unseal(row)));
      return { stream: stream.row.stream, entries };
    });
  }

  /** The server has committed every entry of the stream up to `mark`. */
  taken(stream: string, mark: number): Promise<void> {
    return this.#queue(() => this.#drop(stream, mark));
  }

  /** Puts an `entry_lost` in the place of an entry that the server will never take. */
  giveUp(stream: string, seq: number, why: string): Promise<void> {
    return this.#queue(() => this.#lose(stream, seq, why));
  }

  /**
   * Moves what is left of a stream that the server has closed to the newest stream of its lane, with new numbers, ahead of what has not been sent
   * from there: an older answer must never follow a newer one.
   */
  moveOn(stream: string): Promise<void> {
    return this.#queue(async () => {
      const from = this.#find(stream);
      const to = this.#streams.findLast(({ row }) => row.lane === from?.row.lane);
      if (!from || !to || to === from) return;
      const unsent = to.items.filter(({ seq }) => seq > to.inFlight);
      const start = unsent[0]?.seq ?? to.row.last + 1;
      const range = (name: string, low: number) => IDBKeyRange.bound([name, low], [name, Infinity]);
      const rows = [
        ...(await this.#db.getAll('entries', range(stream, 0))),
        ...(await this.#db.getAll('entries', range(to.row.stream, start))),
      ];
      const moved = rows.map((row, i) => ({ ...row, stream: to.row.stream, seq: start + i }));
      const last = start + moved.length - 1;
      const tx = this.#db.transaction(['entries', 'streams'], 'readwrite', strict);
      await tx.objectStore('entries').delete(range(stream, 0));
      for (const row of moved) await tx.objectStore('entries').put(row);
      await tx.objectStore('streams').put({ ...to.row, last });
      await tx.objectStore('streams').delete(stream);
      await tx.done;
      to.row.last = last;
      to.items = [...to.items.filter(({ seq }) => seq < start), ...moved.map(({ seq, type, at, size }) => ({ seq, type, at, size }))];
      this.#streams = this.#streams.filter((each) => each !== from);
    });
  }

  async #append(entry: NewEntry): Promise<void> {
    const stream = this.#streams.findLast(({ row }) => row.lane === laneOf(entry.type)) as StreamItems;
    const packed = packEntry(entry);
    const sealed = await this.#seal.seal(packed, this.#attemptId);
    const item: Item = { seq: stream.row.last + 1, type: entry.type, at: entry.at, size: packed.byteLength };
    const tx = this.#db.transaction(['entries', 'streams'], 'readwrite', strict);
    await tx.objectStore('entries').put({ ...sealed, ...item, stream: stream.row.stream, attemptId: this.#attemptId });
    await tx.objectStore('streams').put({ ...stream.row, last: item.seq });
    await tx.done;
    stream.row.last = item.seq;
    stream.items.push(item);
  }

  async #unseal(row: EntryRow): Promise<Entry> {
    return { ...unpackEntry(await this.#seal.open(row, this.#attemptId)), seq: row.seq };
  }

  async #drop(name: string, mark: number): Promise<void> {
    const stream = this.#find(name);
    if (!stream) return;
    await this.#db.delete('entries', IDBKeyRange.bound([name, 0], [name, mark]));
    stream.items = stream.items.filter(({ seq }) => seq > mark);
    stream.inFlight = Math.max(0, stream.inFlight > mark ? stream.inFlight : 0);
  }

  /** The oldest routine frames that are not on their way become `entry_lost`. False when there is none. */
  async #loseFrames(count: number): Promise<boolean> {
    const all = this.#streams.flatMap(({ row, items, inFlight }) =>
      items.filter(({ type, seq }) => type === 'frame' && seq > inFlight).map(({ seq }) => ({ stream: row.stream, seq })),
    );
    for (const { stream, seq } of all.slice(0, count)) await this.#lose(stream, seq, 'frame: no room on this computer');
    return all.length > 0;
  }

  async #lose(name: string, seq: number, why: string): Promise<void> {
    const item = this.#find(name)?.items.find((each) => each.seq === seq);
    if (!item) return;
    const packed = packEntry({ type: 'event', event: 'entry_lost', at: item.at, detail: why.slice(0, 200) });
    const sealed = await this.#seal.seal(packed, this.#attemptId);
    Object.assign(item, { type: 'event', size: packed.byteLength } satisfies Partial<Item>);
    await this.#db.put('entries', { ...sealed, ...item, stream: name, attemptId: this.#attemptId });
  }

  #bytes(): number {
    return this.#streams.reduce((sum, { items }) => items.reduce((bytes, { size }) => bytes + size, sum), 0);
  }

  #find(stream: string): StreamItems | undefined {
    return this.#streams.find(({ row }) => row.stream === stream);
  }

  #queue<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(task);
    this.#turn = run.catch(() => undefined);
    return run;
  }
}
