import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { toWireError } from '../realtime/answer.js';
import type { MonitorSocket } from '../realtime/signed-in-socket.js';

/** @throws Problem FORBIDDEN for everybody else */
export function requireAdministrator({ role }: Pick<Person, 'role'>): void {
  if (role !== 'administrator')
    throw new Problem('FORBIDDEN', 'The live monitor is for administrators. Ask one of them if you need what it shows.');
}

/** Behind the door: everybody else is told why and gets no connection; `data` of the client's `connect_error` is the wire's error. */
export function administratorsOnly(socket: Pick<MonitorSocket, 'data'>, next: (error?: Error) => void): void {
  try {
    requireAdministrator(socket.data.person);
    next();
  } catch (error) {
    const wire = toWireError('connect', error);
    next(Object.assign(new Error(wire.message), { data: wire }));
  }
}
