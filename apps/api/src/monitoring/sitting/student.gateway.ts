import { STUDENT_CALLS, type StudentReplies, type StudentRequest } from '@invigil/shared';
import { WebSocketGateway, type OnGatewayDisconnect, type OnGatewayInit } from '@nestjs/websockets';
import { On } from '../../realtime/on.js';
import type { StudentNamespace, StudentSocket } from '../../realtime/signed-in-socket.js';
import { SocketDoor } from '../../realtime/socket-door.js';
import { FrameAnswers } from '../frames/frame-answers.service.js';
import { Ingest } from '../intake/ingest.service.js';
import { Joins } from './joins.service.js';
import { Sitting } from './sitting.service.js';

/** The students' end of the contract. */
@WebSocketGateway({ namespace: 'student' })
export class StudentGateway implements OnGatewayInit<StudentNamespace>, OnGatewayDisconnect<StudentSocket> {
  constructor(
    private readonly door: SocketDoor,
    private readonly joins: Joins,
    private readonly ingest: Ingest,
    private readonly frames: FrameAnswers,
    private readonly sitting: Sitting,
  ) {}

  afterInit(namespace: StudentNamespace): void {
    this.door.guard(namespace, Object.keys(STUDENT_CALLS));
    this.joins.bind(namespace);
  }

  handleDisconnect(socket: StudentSocket): void {
    this.joins.left(socket);
  }

  @On(STUDENT_CALLS, 'attempt:join')
  join(socket: StudentSocket, request: StudentRequest<'attempt:join'>): Promise<StudentReplies['attempt:join']> {
    return this.joins.join(socket, request);
  }

  @On(STUDENT_CALLS, 'batch:submit')
  batch(socket: StudentSocket, request: StudentRequest<'batch:submit'>): Promise<StudentReplies['batch:submit']> {
    return this.ingest.submit(socket, request);
  }

  @On(STUDENT_CALLS, 'frame:answer')
  frame(socket: StudentSocket, request: StudentRequest<'frame:answer'>): Promise<StudentReplies['frame:answer']> {
    return this.frames.answer(socket, request);
  }

  @On(STUDENT_CALLS, 'frame:unable')
  unable(socket: StudentSocket, request: StudentRequest<'frame:unable'>): Promise<StudentReplies['frame:unable']> {
    return this.frames.unable(socket, request);
  }

  @On(STUDENT_CALLS, 'heartbeat')
  heartbeat(socket: StudentSocket, request: StudentRequest<'heartbeat'>): Promise<StudentReplies['heartbeat']> {
    return this.sitting.heartbeat(socket, request);
  }

  @On(STUDENT_CALLS, 'attempt:start')
  start(...[socket]: [StudentSocket, StudentRequest<'attempt:start'>]): Promise<StudentReplies['attempt:start']> {
    return this.sitting.start(socket);
  }

  @On(STUDENT_CALLS, 'attempt:submit')
  submit(socket: StudentSocket, request: StudentRequest<'attempt:submit'>): Promise<StudentReplies['attempt:submit']> {
    return this.sitting.submit(socket, request);
  }
}
