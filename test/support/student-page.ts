import type { ServerToStudent } from '@invigil/shared';
import { Refused, SimulatedStudent, type Look } from '../../scripts/demo/simulated-student.js';
import type { TestApp } from './test-app.js';

/** A page that shows nothing: for tests that are not about faces. */
export const BLANK: Look = { jpeg: Uint8Array.of(0xff, 0xd8, 0xff), claim: { faces: 1, unscorable: 'pose', descriptor: null } };

/** A student's page on a real socket, not connected yet. */
export const studentPage = (
  { url }: TestApp,
  { token }: { token: string },
  attemptId: string,
  look: () => Look = () => BLANK,
  device?: string,
): SimulatedStudent => new SimulatedStudent({ url, token, attemptId, look, ...(device === undefined ? {} : { device }) });

/** The code with which a call was refused; fails when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Refused) return error.wire.code;
    throw error;
  }
  throw new Error('The call was not refused.');
}

/** The next thing that the page is told under that name. */
export const told = <E extends keyof ServerToStudent>(page: SimulatedStudent, event: E): Promise<Parameters<ServerToStudent[E]>[0]> =>
  new Promise((resolve) => {
    page.socket.once(event, ((value: Parameters<ServerToStudent[E]>[0]) => resolve(value)) as never);
  });
