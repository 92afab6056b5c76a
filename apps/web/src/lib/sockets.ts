import type {
  ProctorCall,
  ProctorReplies,
  ProctorToServer,
  ServerToProctor,
  ServerToStudent,
  StudentCall,
  StudentReplies,
  StudentToServer,
} from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { type DoorState } from './stream/door.ts';
import { KeepConnected, type Refreshed } from './stream/keep-connected.ts';
import { unwrap, WireFault } from './wire-fault.ts';

export type ProctorSocket = Socket<ServerToProctor, ProctorToServer>;
export type StudentSocket = Socket<ServerToStudent, StudentToServer>;

const ANSWER_WITHIN_MS = 15_000;
// the cookie signs in; reconnecting is KeepConnected's, which also renews the session
const OPTIONS = { transports: ['websocket'], reconnection: false, autoConnect: false, withCredentials: true, forceNew: true };

async function ask<T>(send: (done: (error: Error | null, ack?: Parameters<typeof unwrap<T>>[0]) => void) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    send((error, ack) => {
      try {
        if (error || !ack) throw new WireFault(null);
        resolve(unwrap(ack));
      } catch (fault) {
        reject(fault as Error);
      }
    });
  });
}

/**
 * Calls the server in the namespace `/proctor`.
 * @throws WireFault when it refuses or does not answer within 15 s
 */
export function callProctor<E extends ProctorCall>(
  socket: ProctorSocket,
  event: E,
  request: Parameters<ProctorToServer[E]>[0],
): Promise<ProctorReplies[E]> {
  const timed = socket.timeout(ANSWER_WITHIN_MS) as unknown as { emit(event: string, request: unknown, done: unknown): void };
  return ask((done) => timed.emit(event, request, done));
}

/**
 * Calls the server in the namespace `/student`.
 * @throws WireFault when it refuses or does not answer within 15 s
 */
export function callStudent<E extends StudentCall>(
  socket: StudentSocket,
  event: E,
  request: Parameters<StudentToServer[E]>[0],
): Promise<StudentReplies[E]> {
  const timed = socket.timeout(ANSWER_WITHIN_MS) as unknown as { emit(event: string, request: unknown, done: unknown): void };
  return ask((done) => timed.emit(event, request, done));
}

export interface Connection<S> {
  socket: S;
  door: KeepConnected;
  /** Leaves for good. */
  close(): void;
}

/** Loaded when it is needed: a worker that imports this file has no `localStorage`. */
const renewInPage = async (): Promise<Refreshed> => (await import('./renew-session.ts')).renewSession();

/**
 * Opens `/proctor` and keeps it open: reconnects with jitter and renews the session when it runs out.
 * Listen to `socket.on('connect')`, which comes again after each reconnect, to ask `exam:watch` from the last position on.
 */
export function connectProctor(onState?: (state: DoorState) => void): Connection<ProctorSocket> {
  const socket: ProctorSocket = io('/proctor', OPTIONS);
  const door = new KeepConnected(socket, { refresh: renewInPage, ...(onState && { onState }) });
  socket.on('connect', () => door.settled());
  return { socket, door, close: () => door.close('left') };
}

/** Opens `/student`, for the stream's worker; the caller says `door.settled()` once it has joined. */
export function connectStudent(refresh: () => Promise<Refreshed>, onState: (state: DoorState) => void): Connection<StudentSocket> {
  const socket: StudentSocket = io('/student', OPTIONS);
  const door = new KeepConnected(socket, { refresh, onState });
  return { socket, door, close: () => door.close('left') };
}
