import { STUDENT_CALLS, type StudentReplies, type StudentRequest } from '@invigil/shared';
import { WebSocketGateway } from '@nestjs/websockets';
import { On } from '../../realtime/on.js';
import type { StudentSocket } from '../../realtime/signed-in-socket.js';
import { LivenessRuns } from './liveness-runs.service.js';

/** The students' end of the contract, as far as head movements go. The door of the namespace is the other gateway's. */
@WebSocketGateway({ namespace: 'student' })
export class LivenessGateway {
  constructor(private readonly runs: LivenessRuns) {}

  @On(STUDENT_CALLS, 'liveness:begin')
  begin(socket: StudentSocket, request: StudentRequest<'liveness:begin'>): Promise<StudentReplies['liveness:begin']> {
    return this.runs.begin(socket, request);
  }

  @On(STUDENT_CALLS, 'liveness:frame')
  frame(socket: StudentSocket, request: StudentRequest<'liveness:frame'>): Promise<StudentReplies['liveness:frame']> {
    return this.runs.frame(socket, request);
  }

  @On(STUDENT_CALLS, 'liveness:decline')
  decline(socket: StudentSocket, request: StudentRequest<'liveness:decline'>): Promise<StudentReplies['liveness:decline']> {
    return this.runs.decline(socket, request);
  }
}
