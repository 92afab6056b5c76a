import type {
  MonitorCall,
  MonitorReplies,
  MonitorToServer,
  ProctorCall,
  ProctorReplies,
  ProctorToServer,
  ServerToMonitor,
  ServerToProctor,
} from '@invigil/shared';
import { io, type Socket } from 'socket.io-client';
import { renewSession } from './renew-session.ts';
import { ask, SOCKET_OPTIONS } from './ask.ts';
import type { DoorState } from './door.ts';
import { type Connection, KeepConnected } from './keep-connected.ts';

export type { Connection };
export type ProctorSocket = Socket<ServerToProctor, ProctorToServer>;
export type MonitorSocket = Socket<ServerToMonitor, MonitorToServer>;

/**
 * Calls the server in the namespace `/proctor`.
 * @throws WireFault when it refuses or does not answer within 15 s
 */
export const callProctor = <E extends ProctorCall>(
  socket: ProctorSocket,
  event: E,
  request: Parameters<ProctorToServer[E]>[0],
): Promise<ProctorReplies[E]> => ask(socket, event, request);

/**
 * Opens `/proctor` and keeps it open: reconnects with jitter and renews the session when it runs out.
 * Listen to `socket.on('connect')`, which comes again after each reconnect, to ask `exam:watch` from the last position on.
 */
export function connectProctor(onState?: (state: DoorState) => void): Connection<ProctorSocket> {
  const socket: ProctorSocket = io('/proctor', SOCKET_OPTIONS);
  const door = new KeepConnected(socket, { refresh: renewSession, ...(onState && { onState }) });
  socket.on('connect', () => door.settled());
  return { socket, door, close: () => door.close('left') };
}

/**
 * Calls the server in the namespace `/monitor`.
 * @throws WireFault when it refuses or does not answer within 15 s
 */
export const callMonitor = <E extends MonitorCall>(
  socket: MonitorSocket,
  event: E,
  request: Parameters<MonitorToServer[E]>[0],
): Promise<MonitorReplies[E]> => ask(socket, event, request);

/** Opens `/monitor` and keeps it open, as `connectProctor` does. */
export function connectMonitor(onState?: (state: DoorState) => void): Connection<MonitorSocket> {
  const socket: MonitorSocket = io('/monitor', SOCKET_OPTIONS);
  const door = new KeepConnected(socket, { refresh: renewSession, ...(onState && { onState }) });
  socket.on('connect', () => door.settled());
  return { socket, door, close: () => door.close('left') };
}
