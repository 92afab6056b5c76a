import type { ServerToStudent, StudentCall, StudentReplies, StudentToServer } from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { ask, SOCKET_OPTIONS } from './ask.ts';
import type { DoorState } from './door.ts';
import { type Connection, KeepConnected, type Refreshed } from './keep-connected.ts';

export type StudentSocket = Socket<ServerToStudent, StudentToServer>;

/**
 * Calls the server in the namespace `/student`.
 * @throws WireFault when it refuses or does not answer within 15 s
 */
export const callStudent = <E extends StudentCall>(
  socket: StudentSocket,
  event: E,
  request: Parameters<StudentToServer[E]>[0],
): Promise<StudentReplies[E]> => ask(socket, event, request);

/** Opens `/student`, for the stream's worker; the caller says `door.settled()` once it has joined. */
export function connectStudent(refresh: () => Promise<Refreshed>, onState: (state: DoorState) => void): Connection<StudentSocket> {
  const socket: StudentSocket = io('/student', SOCKET_OPTIONS);
  const door = new KeepConnected(socket, { refresh, onState });
  return { socket, door, close: () => door.close('left') };
}
