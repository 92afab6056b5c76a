import { Problem } from '../../http/problem.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';

/** The attempt that a socket has joined; joining is where it was authorised. @throws Problem WRONG_STATE before */
export function joinedAttempt(socket: StudentSocket): string {
  const { attemptId } = socket.data;
  if (attemptId === undefined) throw new Problem('WRONG_STATE', 'Join the attempt first.');
  return attemptId;
}
