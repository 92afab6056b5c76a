import type { BoxShare, ViolationKind } from '@invigil/shared';

/**
 * What a check says about one kind on one attempt. At most one violation of a kind is open at a time: the check keeps it open until the policy's
 * `mergeSeconds` passed without an offence and then says `close`; the recorder follows.
 */
export interface Finding {
  op: 'open' | 'confirm' | 'escalate' | 'close';
  kind: ViolationKind;
  /** Milliseconds on the server's clock. */
  at: number;
  /** 0 to 1; never more than the kind's own severity is recorded, and it never sinks while the violation is open. */
  severity: number;
  /** As `VIOLATIONS[kind].measurements` has it; extra fields are dropped, wrong ones refused. */
  measurements: Record<string, unknown>;
  /** The frame it was seen on: when that is the one handed over with it, the picture may become evidence. */
  frameId?: string;
  /** With `close`: the last offence, in milliseconds on the server's clock. */
  endedAt?: number;
}

/** Whose findings they are and what they were made with. */
export interface RecordContext {
  attemptId: string;
  examId: string;
  userId: string;
  policyHash: string;
  pipelineId: string;
  engine: string;
  /** From the policy: evidence expires this many days after the exam closes. */
  evidenceDays: number;
}

/** A frame that may become evidence, re-encoded. */
export interface KeptFrame {
  frameId: string;
  at: number;
  jpeg: Uint8Array;
  faces: BoxShare[];
  subject: number | null;
}
