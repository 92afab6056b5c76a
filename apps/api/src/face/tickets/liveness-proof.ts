import type { LivenessPurpose } from '@invigil/shared';

/** What somebody has earned who did the tasks: pictures of a living person, all of one face. In memory only; never log it. */
export interface LivenessProof {
  readonly runId: string;
  /** 3 to 5, each computed by the server from a gated frame of the run under today's pipeline; newest last. */
  readonly descriptors: readonly Float32Array[];
  readonly pipelineId: string;
  /** The best frame as a new JPEG, 640 pixels wide at most. */
  readonly frame: Uint8Array;
  /** 0 to 100 over the frames of the run; see `screenOver`. */
  readonly screenConfidence: number;
}

/** Who uses a ticket, and for what. It opens only for whoever began the run. */
export interface TicketUse {
  readonly purpose: LivenessPurpose;
  /** Null for a visitor who is not signed in. */
  readonly personId: string | null;
  /** The login session of whoever is signed in; of a visitor what `holderOf` says. */
  readonly holder: string | null;
}
