import type { StudentAttempt } from '@invigil/shared';
import type { Outbox } from './outbox.ts';
import { WireFault } from '../wire-fault.ts';
import type { Drafts } from './drafts.ts';
import type { Outgoing } from './outgoing.ts';
import { callStudent, type StudentSocket } from './student-socket.ts';

const WITHIN_MS = 15_000;

/** Submits the attempt once the server has every answer. @throws WireFault when it refuses, or when the answers do not get through within 15 s */
export async function handIn(socket: StudentSocket, drafts: Drafts, outgoing: Outgoing, outbox: Outbox): Promise<StudentAttempt> {
  await drafts.flush();
  await Promise.race([
    outgoing.drained('answers'),
    new Promise<never>((_, reject) => setTimeout(() => reject(new WireFault(null)), WITHIN_MS)),
  ]);
  const { stream, last } = outbox.current('answers') ?? { stream: '', last: 0 };
  return callStudent(socket, 'attempt:submit', { answersStream: stream, answersSeq: last });
}
