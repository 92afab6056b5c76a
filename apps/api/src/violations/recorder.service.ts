import { Injectable } from '@nestjs/common';
import type { ViolationView } from '@invigil/shared';
import type { Finding, KeptFrame, RecordContext } from './finding.js';
import type { Violation } from './violation.entity.js';

/** Writes what the checks find: chained events, their projection and the evidence, in one transaction. */
@Injectable()
export class RecorderService {
  /**
   * Records findings in their order and publishes each violation that changed, after commit.
   * @param keep the frame on which they were seen; becomes evidence of those findings that name it
   * @returns the violations that changed, each once, as they are after all findings
   */
  record(context: RecordContext, findings: readonly Finding[], keep?: KeptFrame): Promise<ViolationView[]> {
    throw new Error(`not recorded: ${context.attemptId} ${String(findings.length)} ${String(keep?.frameId)}`);
  }

  /** Violations of an attempt that are not closed, to rebuild the checks' memory from. */
  open(attemptId: string): Promise<Violation[]> {
    throw new Error(attemptId);
  }
}
