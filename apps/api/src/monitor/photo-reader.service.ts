import { DroppedError, FrameFaultError, PictureError } from '@invigil/biometrics/node';
import { Injectable } from '@nestjs/common';
import { AnalysisService } from '../analysis/analysis.service.js';
import { bytesOfDataUrl } from '../enrolment/data-url.js';
import { Problem } from '../http/problem.js';
import { judgePhoto, type JudgedPhoto } from './judge-photo.js';

const UNREADABLE = 'The photo could not be read. Save it as a JPEG and import that.';

/** Photos that came as data URLs, looked at with every face counted. */
@Injectable()
export class PhotoReader {
  constructor(private readonly analysis: AnalysisService) {}

  /** The pipeline and the engine that describe photos now. */
  get stamp(): { pipelineId: string; engine: string } {
    return { pipelineId: this.analysis.pipelineId, engine: this.analysis.engineName };
  }

  /** @throws Problem TOO_MANY */
  async read(whose: string, url: string): Promise<JudgedPhoto> {
    try {
      return judgePhoto(await this.analysis.analyse({ attemptId: whose, jpeg: bytesOfDataUrl(url), priority: 'enrolment', wantSsd: true }));
    } catch (error) {
      if (error instanceof PictureError) return { result: 'unreadable', message: error.message };
      if (error instanceof FrameFaultError) return { result: 'unreadable', message: UNREADABLE };
      if (error instanceof DroppedError) throw new Problem('TOO_MANY', 'The server is busy. Wait a minute, then import the photo again.');
      throw error;
    }
  }
}
