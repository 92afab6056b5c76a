import type { Act, Acted, AttemptTile, Message, Verdict, ViolationView, Watched } from '@invigil/shared';
import { SvelteMap } from 'svelte/reactivity';
import { callProctor, connectProctor, type Connection, type ProctorSocket } from '#lib/stream/sockets.ts';
import type { DoorState } from '#lib/stream/door.ts';
import { WireFault } from '#lib/wire-fault.ts';

interface Thumbnail {
  url: string;
  at: string;
}

/**
 * Everything a proctor's page shows of one exam. Violations are read "after position n": what the socket pushes is taken when it follows on,
 * and a hole, a reconnect or another node only means reading on from there.
 */
export class Wall {
  #exam = $state.raw<Pick<Watched, 'title' | 'may'> | null>(null);
  #error = $state.raw<unknown>(null);
  #door = $state.raw<DoorState>({ at: 'connecting', tries: 0, refreshes: 0 });
  #unread = $state.raw<Message[]>([]);
  #posted = $state(0);
  readonly tiles = new SvelteMap<string, AttemptTile>();
  readonly violations = new SvelteMap<string, ViolationView>();
  readonly thumbnails = new SvelteMap<string, Thumbnail>();
  #position = 0;
  #reading: Promise<void> | null = null;
  #connection: Connection<ProctorSocket> | null = null;

  constructor(private readonly examId: string) {}

  get exam() {
    return this.#exam;
  }
  /** Why nothing can be shown; null while all is well or while it only reconnects. */
  get error(): unknown {
    return this.#error;
  }
  get door(): DoorState {
    return this.#door;
  }
  get live(): boolean {
    return this.#door.at === 'open' && this.#exam !== null;
  }
  /** Messages from students that nobody at this page has opened yet. */
  get unread(): readonly Message[] {
    return this.#unread;
  }

  /** How many messages were posted since the page opened. */
  get posted(): number {
    return this.#posted;
  }

  /** Connects; returns the way to leave. */
  open(): () => void {
    const connection = connectProctor((door) => (this.#door = door));
    this.#connection = connection;
    const { socket } = connection;
    socket.on('connect', () => void this.read());
    socket.on('violation:changed', (violation) => this.#take(violation));
    socket.on('attempt:changed', (tile) => this.tiles.set(tile.id, tile));
    socket.on('presence:changed', ({ attemptId, online, lastSeenAt }) => {
      const tile = this.tiles.get(attemptId);
      if (tile) this.tiles.set(attemptId, { ...tile, online, lastSeenAt });
    });
    socket.on('thumbnail:updated', ({ attemptId, at, jpeg }) => this.#picture(attemptId, at, jpeg));
    socket.on('message:posted', (message) => {
      this.#posted += 1;
      if (message.from === 'student') this.#unread = [...this.#unread, message];
    });
    return () => {
      connection.close();
      for (const { url } of this.thumbnails.values()) URL.revokeObjectURL(url);
    };
  }

  /** Reads on from the last position; several askers share one reading. */
  read = (): Promise<void> => (this.#reading ??= this.#readOn().finally(() => (this.#reading = null)));

  act(request: Act): Promise<Acted> {
    return callProctor(this.#socket(), 'attempt:act', request);
  }

  async judge(violationId: string, verdict: Verdict, reason: string): Promise<void> {
    this.#take(await callProctor(this.#socket(), 'violation:judge', { violationId, verdict, reason }));
  }

  async messages(attemptId: string): Promise<Message[]> {
    this.#unread = this.#unread.filter((message) => message.attemptId !== attemptId);
    return (await callProctor(this.#socket(), 'messages:read', { attemptId })).messages;
  }

  #socket(): ProctorSocket {
    if (!this.#connection) throw new WireFault(null);
    return this.#connection.socket;
  }

  async #readOn(): Promise<void> {
    try {
      for (let more = true; more;) {
        const page = await callProctor(this.#socket(), 'exam:watch', { examId: this.examId, afterPosition: this.#position });
        this.#exam = page;
        for (const tile of page.attempts) this.tiles.set(tile.id, tile);
        for (const violation of page.violations) this.violations.set(violation.id, violation);
        this.#position = Math.max(this.#position, page.position);
        more = page.more;
      }
      this.#error = null;
    } catch (error) {
      this.#error = error;
    }
  }

  #take(violation: ViolationView): void {
    const known = this.violations.get(violation.id);
    if (!known || known.position <= violation.position) this.violations.set(violation.id, violation);
    if (violation.position === this.#position + 1) this.#position = violation.position;
    else if (violation.position > this.#position) void this.read();
  }

  #picture(attemptId: string, at: string, jpeg: Uint8Array): void {
    const old = this.thumbnails.get(attemptId);
    this.thumbnails.set(attemptId, { at, url: URL.createObjectURL(new Blob([jpeg.slice()], { type: 'image/jpeg' })) });
    if (old) URL.revokeObjectURL(old.url);
  }
}
