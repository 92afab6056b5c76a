import { DEFAULT_MATCH_THRESHOLDS, medianDistance } from '@invigil/biometrics';
import { Injectable } from '@nestjs/common';
import { jpegDataUrl } from '../../enrolment/data-url.js';
import type { CheckInTemplate } from '../../enrolment/templates.service.js';
import type { LivenessProof } from '../tickets/liveness-proof.js';
import { PictureReader } from './picture-reader.service.js';

/** The frames of passed tasks against one template (1:1). */
@Injectable()
export class OwnFace {
  constructor(private readonly pictures: PictureReader) {}

  /** The median of several frames may be held to the stricter bound at which nobody was refused wrongly in what was measured. */
  async isOf(userId: string, { descriptor, olderPipeline }: CheckInTemplate, proof: LivenessProof): Promise<boolean> {
    const probes = olderPipeline === null ? proof.descriptors : await this.older(userId, proof.frame, olderPipeline);
    return probes.length > 0 && medianDistance(descriptor, probes) <= DEFAULT_MATCH_THRESHOLDS.same;
  }

  /** A template of an older pipeline has only the best frame to be compared with. */
  private async older(userId: string, frame: Uint8Array, pipeline: string): Promise<Float32Array[]> {
    const { inOwn } = await this.pictures.read(userId, jpegDataUrl(frame), pipeline);
    return inOwn ? [inOwn] : [];
  }
}
