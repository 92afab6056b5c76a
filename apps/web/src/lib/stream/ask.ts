import type { Ack } from '@invigil/shared';
import { WireFault } from '../wire-fault.ts';

export const ANSWER_WITHIN_MS = 15_000;
/** The cookie signs in; reconnecting is KeepConnected's, which also renews the session. */
export const SOCKET_OPTIONS = { transports: ['websocket'], reconnection: false, autoConnect: false, withCredentials: true, forceNew: true };

type Done = (error: Error | null, ack?: Ack<unknown>) => void;
/** What this needs of a socket; its own types bind event, request and answer together, which the two callers restore. */
interface Timed {
  timeout(ms: number): unknown;
}

/**
 * One call over a socket, with its answer.
 * @throws WireFault when the server refuses or does not answer within 15 s
 */
export function ask<T>(socket: Timed, event: string, request: unknown): Promise<T> {
  const timed = socket.timeout(ANSWER_WITHIN_MS) as { emit(event: string, request: unknown, done: Done): void };
  return new Promise<T>((resolve, reject) => {
    timed.emit(event, request, (error, ack) => {
      if (error || !ack) reject(new WireFault(null));
      else if (ack.error) reject(new WireFault(ack.error));
      else resolve(ack.data as T);
    });
  });
}
