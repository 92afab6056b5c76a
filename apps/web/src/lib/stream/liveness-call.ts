import type { LivenessState } from '@invigil/shared';
import { WireFault } from '../wire-fault.ts';
import type { FromStream, ToStream } from './protocol.ts';
import { callStudent, type StudentSocket } from './student-socket.ts';

type Call = Extract<ToStream, { type: 'liveness' }>;

function asked(socket: StudentSocket, { request }: Call): Promise<LivenessState> {
  switch (request.what) {
    case 'begin':
      return callStudent(socket, 'liveness:begin', { runId: request.runId });
    case 'decline':
      return callStudent(socket, 'liveness:decline', { runId: request.runId });
    case 'frame':
      return callStudent(socket, 'liveness:frame', {
        runId: request.runId,
        nonce: request.nonce,
        at: Math.round(request.at),
        jpeg: request.jpeg,
      });
  }
}

/** One call of the head movements with its answer, as the page gets it. Nothing is kept for later: an old frame is worth nothing. */
export async function callLiveness(socket: StudentSocket, call: Call): Promise<Extract<FromStream, { type: 'liveness_state' }>> {
  try {
    return { type: 'liveness_state', id: call.id, state: await asked(socket, call) };
  } catch (error) {
    const { code, message } = error instanceof WireFault ? error : new WireFault(null);
    return { type: 'liveness_state', id: call.id, fault: { code, message } };
  }
}
