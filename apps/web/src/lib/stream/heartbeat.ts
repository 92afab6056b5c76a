import type { ServerClock } from '../clock.ts';
import type { Outbox } from './outbox.ts';
import { WireFault } from '../wire-fault.ts';
import type { FromStream } from './protocol.ts';
import { callStudent, type StudentSocket } from './student-socket.ts';

export interface HeartbeatParts {
  outbox: Outbox;
  clock: ServerClock;
  /** Server time in ms, as well as it is known. */
  now: () => number;
  post: (message: FromStream) => void;
  isLive: () => boolean;
  onDenied: () => void;
  /** No answer within 15 s: the line is dead even if it looks open. */
  onDead: () => void;
}
const BEAT_MS = 5000;

/** Tells the server that the page is there and what numbers it has used, and keeps both clocks together, for as long as the line is open. */
export function beat(socket: StudentSocket, { outbox, clock, now, post, isLive, onDenied, onDead }: HeartbeatParts): void {
  const once = async (): Promise<void> => {
    if (!isLive()) return;
    const sentAt = performance.now();
    try {
      const { serverTime } = await callStudent(socket, 'heartbeat', { maxSeq: outbox.highest(), at: now() });
      clock.sync({ serverTime, sentAt, receivedAt: performance.now() });
      post({ type: 'clock', serverTime: now() });
    } catch (error) {
      const code = error instanceof WireFault ? error.code : null;
      if (code === 'UNAUTHENTICATED') onDenied();
      else if (code === null && isLive()) onDead();
    }
  };
  setInterval(() => void once(), BEAT_MS);
}
