import type { Box, LivenessRun } from '@invigil/biometrics';
import type { LivenessTurn } from '@invigil/shared';
import type { ClientInfo } from '../../auth/callers/client-info.js';
import type { TicketUse } from '../tickets/liveness-proof.js';

/** A frame on which the person looks ahead, well enough to be described; `place` is the step it belongs to. */
export interface KeptLook {
  readonly place: number;
  readonly jpeg: Uint8Array;
}

/** A run as this process holds it. Changed between awaits only, by whoever has set `busy`. */
export interface RunningRun {
  readonly id: string;
  readonly use: TicketUse;
  readonly client: ClientInfo;
  run: LivenessRun;
  /** A frame is being looked at. */
  busy: boolean;
  frames: number;
  lastFrameAt: number;
  /** Frames in a row that the server could not look at, by no fault of the page. */
  troubles: number;
  previousSubject: Box | undefined;
  looks: KeptLook[];
  /** How it ended, for a page that lost the answer; null while it goes on. */
  over: LivenessTurn | null;
  overAt: number;
}

/** Of each step so many: enough for a template, and little memory. */
const LOOKS_A_STEP = 2;

/** Keeps the newest looks of each step. */
export function withLook(looks: readonly KeptLook[], look: KeptLook): KeptLook[] {
  const same = looks.filter(({ place }) => place === look.place);
  const oldest = same.length >= LOOKS_A_STEP ? same[0] : undefined;
  return [...looks.filter((one) => one !== oldest), look];
}

/** So many, spread evenly over the run: the first and the newest are among them. */
export function spread<T>(all: readonly T[], most: number): T[] {
  if (all.length <= most) return [...all];
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]).filter((one) => one !== undefined);
}
