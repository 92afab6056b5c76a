import type { ProctorSocket } from '../realtime/signed-in-socket.js';

const PREFIX = 'exam:';

/** The room of everybody who watches an exam. Only the server puts a socket into one. */
export const examRoom = (examId: string): string => PREFIX + examId;

/** The exam that a socket watches, null when it watches none. */
export function watchedExam(socket: Pick<ProctorSocket, 'rooms'>): string | null {
  const room = [...socket.rooms].find((name) => name.startsWith(PREFIX));
  return room === undefined ? null : room.slice(PREFIX.length);
}
