import { DroppedError, PictureError, type FrameAnalysis } from '@invigil/biometrics/node';
import { Injectable } from '@nestjs/common';
import { AnalysisService } from '../analysis/analysis.service.js';
import { bytesOfDataUrl } from '../enrolment/data-url.js';
import { Problem } from '../http/problem.js';

/** Frames that came as data URLs, analysed with every face counted and re-encoded as they may be kept. */
@Injectable()
export class FrameReader {
  constructor(private readonly analysis: AnalysisService) {}

  /**
   * @param attemptId whose frames they are, so that the queue serves all students in turn
   * @param olderPipeline whose numbers they shall have instead of today's: for comparing with a template of that pipeline
   * @throws Problem BAD_PICTURE with what is wrong with one, TOO_MANY when the analysis is behind
   */
  async read(attemptId: string, dataUrls: readonly string[], olderPipeline: string | null = null): Promise<FrameAnalysis[]> {
    try {
      return await Promise.all(dataUrls.map((url) => this.one(attemptId, url, olderPipeline)));
    } catch (error) {
      if (error instanceof PictureError) throw new Problem('BAD_PICTURE', error.message);
      if (error instanceof DroppedError)
        throw new Problem('TOO_MANY', 'Many people are checking in right now; wait a few seconds, then try again.');
      throw error;
    }
  }

  private one(attemptId: string, dataUrl: string, olderPipeline: string | null): Promise<FrameAnalysis> {
    const task = { attemptId, jpeg: bytesOfDataUrl(dataUrl), priority: 'challenge', wantSsd: true } as const;
    // the picture was looked at and kept with the first reading
    const more = olderPipeline === null ? { wantScreen: true, reencode: true } : { pipeline: olderPipeline };
    return this.analysis.analyse({ ...task, ...more });
  }
}
