import type { LivenessState, StudentRequest } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { Problem } from '../http/problem.js';
import type { StudentSocket } from '../realtime/signed-in-socket.js';
import { joinedAttempt } from './joined-attempt.js';

/** Head movements that the server asks for: asked, begun, judged frame by frame, ended. One run at a time an attempt. */
@Injectable()
export class LivenessRuns {
  begin(...[socket]: [StudentSocket, StudentRequest<'liveness:begin'>]): Promise<LivenessState> {
    return this.notAsked(joinedAttempt(socket));
  }

  frame(...[socket]: [StudentSocket, StudentRequest<'liveness:frame'>]): Promise<LivenessState> {
    return this.notAsked(joinedAttempt(socket));
  }

  decline(...[socket]: [StudentSocket, StudentRequest<'liveness:decline'>]): Promise<LivenessState> {
    return this.notAsked(joinedAttempt(socket));
  }

  private notAsked(attemptId: string): Promise<never> {
    return Promise.reject(new Problem('NOT_FOUND', `No head movements are asked for in attempt ${attemptId}; go on with the exam.`));
  }
}
