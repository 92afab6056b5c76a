import type { MonitorToServer, ProctorToServer, ServerToMonitor, ServerToProctor, ServerToStudent, StudentToServer } from '@invigil/shared';
import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Person } from '../auth/tokens/person.js';

export interface SocketData {
  person: Person;
}
/** A socket behind the door: who holds it is known. */
export type SignedInSocket = Socket<never, never, DefaultEventsMap, SocketData> | StudentSocket | ProctorSocket | MonitorSocket;

interface StudentSocketData extends SocketData {
  /** The attempt that this socket has joined. */
  attemptId?: string;
}
export type StudentSocket = Socket<StudentToServer, ServerToStudent, DefaultEventsMap, StudentSocketData>;
export type StudentNamespace = Namespace<StudentToServer, ServerToStudent, DefaultEventsMap, StudentSocketData>;

export type ProctorSocket = Socket<ProctorToServer, ServerToProctor, DefaultEventsMap, SocketData>;
export type ProctorNamespace = Namespace<ProctorToServer, ServerToProctor, DefaultEventsMap, SocketData>;

export type MonitorSocket = Socket<MonitorToServer, ServerToMonitor, DefaultEventsMap, SocketData>;
export type MonitorNamespace = Namespace<MonitorToServer, ServerToMonitor, DefaultEventsMap, SocketData>;
