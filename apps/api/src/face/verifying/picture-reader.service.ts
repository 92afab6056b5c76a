import { DroppedError, FrameFaultError, PictureError, type FrameAnalysis } from '@invigil/biometrics/node';
import { Injectable } from '@nestjs/common';
import { AnalysisService } from '../../analysis/analysis.service.js';
import { bytesOfDataUrl } from '../../enrolment/data-url.js';
import { Problem } from '../../http/problem.js';
import { UNREADABLE } from './judge-picture.js';

/** A picture, and its description under the pipeline that it is to be compared by. */
export interface ReadPicture {
  seen: FrameAnalysis;
  inOwn: Float32Array | null;
}

/** Pictures that came as data URLs, looked at with every face counted. */
@Injectable()
export class PictureReader {
  constructor(private readonly analysis: AnalysisService) {}

  /**
   * @param whose in whose turn the picture waits
   * @param olderPipeline of the template, where it is not today's
   * @throws Problem BAD_PICTURE, TOO_MANY
   */
  async read(whose: string, url: string, olderPipeline: string | null): Promise<ReadPicture> {
    const task = { attemptId: whose, jpeg: bytesOfDataUrl(url), priority: 'enrolment', wantSsd: true } as const;
    try {
      const seen = await this.analysis.analyse({ ...task, wantScreen: true });
      if (olderPipeline === null) return { seen, inOwn: seen.subject?.descriptor ?? null };
      const older = await this.analysis.analyse({ ...task, pipeline: olderPipeline });
      return { seen, inOwn: older.subject?.descriptor ?? null };
    } catch (error) {
      if (error instanceof PictureError || error instanceof FrameFaultError) throw new Problem('BAD_PICTURE', UNREADABLE);
      if (error instanceof DroppedError) throw new Problem('TOO_MANY', 'The server is busy. Wait a minute, then try again.');
      throw error;
    }
  }
}
