import type { ServerToStudent } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Problem } from '../../http/problem.js';
import type { StudentNamespace, StudentSocket } from '../../realtime/signed-in-socket.js';
import { joinedAttempt } from './joined-attempt.js';

const roomOf = (attemptId: string): string => `attempt:${attemptId}`;

/** Which socket holds which attempt, and the way to it. The server alone puts a socket into a room. */
@Injectable()
export class StudentRooms {
  private readonly holders = new Map<string, StudentSocket>();
  private namespace: StudentNamespace | null = null;

  bind(namespace: StudentNamespace): void {
    this.namespace = namespace;
  }

  /** Call under the lock of the attempt's row: who comes last holds it. @returns the socket that held it before */
  take(attemptId: string, socket: StudentSocket): StudentSocket | null {
    const before = this.holders.get(attemptId) ?? null;
    this.holders.set(attemptId, socket);
    socket.data.attemptId = attemptId;
    return before === socket ? null : before;
  }

  /** The replaced page may still send what it holds; it hears nothing new. */
  async replace(attemptId: string, before: StudentSocket): Promise<void> {
    await before.leave(roomOf(attemptId));
    before.emit('session:replaced');
  }

  async enter(attemptId: string, socket: StudentSocket): Promise<void> {
    await socket.join(roomOf(attemptId));
  }

  holds(attemptId: string, socket: StudentSocket): boolean {
    return this.holders.get(attemptId) === socket;
  }

  /** The attempt that a socket holds. @throws Problem WRONG_STATE before it joined, STREAM_CLOSED when another page holds it */
  held(socket: StudentSocket): string {
    const attemptId = joinedAttempt(socket);
    if (!this.holds(attemptId, socket))
      throw new Problem('STREAM_CLOSED', 'Another page holds the attempt now. Join it again to go on from here.');
    return attemptId;
  }

  connected(attemptId: string): boolean {
    return this.holders.get(attemptId)?.connected === true;
  }

  /** @returns whether it was the holder that left */
  leave(attemptId: string, socket: StudentSocket): boolean {
    if (!this.holds(attemptId, socket)) return false;
    return this.holders.delete(attemptId);
  }

  disconnectAll(): void {
    this.namespace?.disconnectSockets(true);
  }

  emit<E extends keyof ServerToStudent>(attemptId: string, event: E, ...args: Parameters<ServerToStudent[E]>): void {
    this.namespace?.to(roomOf(attemptId)).emit(event, ...args);
  }
}
