import { toWireError } from '../realtime/answer.js';
import type { ProctorSocket } from '../realtime/signed-in-socket.js';
import { requireStaff } from './staff-check.service.js';

/** Behind the door: a student is told why and gets no connection; `data` of the client's `connect_error` is the wire's error. */
export function staffOnly(socket: Pick<ProctorSocket, 'data'>, next: (error?: Error) => void): void {
  try {
    requireStaff(socket.data.person);
    next();
  } catch (error) {
    const wire = toWireError('connect', error);
    next(Object.assign(new Error(wire.message), { data: wire }));
  }
}
