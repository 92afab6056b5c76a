import { Injectable } from '@nestjs/common';
import { DEFAULT_POLICY } from '@invigil/shared';
import { makeTemplate } from '@invigil/biometrics';
import { DroppedError, PictureError, type FrameAnalysis } from '@invigil/biometrics/node';
import { AnalysisService } from '../analysis/analysis.service.js';
import { shownByScreen } from '../analysis/shown-by-screen.js';
import { Problem } from '../http/problem.js';
import { bytesOfDataUrl } from './data-url.js';
import { frameProblem } from './frame-problem.js';

const SHOWN_BY_SCREEN =
  'The pictures look as if they came from a screen. Sit before the camera yourself, turn monitors and bright screens behind you away, then try again. If it keeps failing, ask a person at the check-in to let you in without an enrolment.';

/** What the server made of somebody's frames. */
export interface Capture {
  template: Float32Array;
  /** JPEG, re-encoded: nothing of the sender's file but its picture. */
  portrait: Uint8Array;
}

/** The server's own template, from frames that each show one person well enough. */
@Injectable()
export class CaptureService {
  constructor(private readonly analysis: AnalysisService) {}

  /**
   * @param frames 3 to 5 data URLs
   * @throws Problem BAD_PICTURE that names the frame and says what to do
   */
  async capture(userId: string, frames: readonly string[]): Promise<Capture> {
    const analyses = await Promise.all(frames.map((frame, i) => this.look(userId, frame, i + 1)));
    if (shownByScreen(analyses, DEFAULT_POLICY.screen)) throw new Problem('BAD_PICTURE', SHOWN_BY_SCREEN);
    const descriptors = analyses.map(({ subject }) => subject?.descriptor).filter((descriptor) => descriptor !== undefined);
    const { template } = makeTemplate(descriptors);
    if (!template)
      throw new Problem(
        'BAD_PICTURE',
        'The frames do not look like one and the same person. Be alone in front of the camera, look straight into it and try again.',
      );
    return { template, portrait: bestPortrait(analyses) };
  }

  private async look(userId: string, frame: string, number: number): Promise<FrameAnalysis> {
    const task = {
      attemptId: userId,
      jpeg: bytesOfDataUrl(frame),
      priority: 'enrolment',
      wantSsd: true,
      wantScreen: true,
      reencode: true,
    } as const;
    const analysis = await this.analysis.analyse(task).catch((error: unknown) => {
      if (error instanceof PictureError) throw new Problem('BAD_PICTURE', `Frame ${String(number)}: ${error.message}`);
      if (error instanceof DroppedError) throw new Problem('TOO_MANY', 'The server is busy. Wait a minute, then try again.');
      throw error;
    });
    const problem = frameProblem(analysis, number);
    if (problem !== null) throw new Problem('BAD_PICTURE', problem);
    return analysis;
  }
}

function bestPortrait(analyses: readonly FrameAnalysis[]): Uint8Array {
  const sharpness = ({ subject }: FrameAnalysis): number => subject?.quality?.sharpness ?? 0;
  const [best] = [...analyses].sort((a, b) => sharpness(b) - sharpness(a));
  if (!best?.reencoded) throw new Error('The analysis gave no picture back.');
  return best.reencoded;
}
