import type { Policy } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { ConsentsService } from '../enrolment/consents.service.js';
import { TemplateMover } from '../enrolment/template-mover.service.js';
import { TemplatesService, type CheckInTemplate } from '../enrolment/templates.service.js';
import { PoliciesService } from '../exams/policies.service.js';
import { Problem } from '../http/problem.js';
import type { Attempt } from './attempt.entity.js';

export interface Comparison {
  readonly template: CheckInTemplate;
  /** Largest distance that counts as the same person. */
  readonly same: number;
  /** When a picture counts as one of a screen. */
  readonly screen: Policy['screen'];
}

/** What has to be there before a face is compared. */
@Injectable()
export class CheckInGate {
  constructor(
    private readonly consents: ConsentsService,
    private readonly templates: TemplatesService,
    private readonly policies: PoliciesService,
    private readonly mover: TemplateMover,
  ) {}

  consented(userId: string): Promise<boolean> {
    return this.consents.has(userId, 'exam');
  }

  /** @throws Problem CONSENT_REQUIRED or TEMPLATE_REQUIRED, with what to do */
  async require({ userId, examId }: Pick<Attempt, 'userId' | 'examId'>): Promise<Comparison> {
    if (!(await this.consented(userId))) {
      throw new Problem('CONSENT_REQUIRED', 'Read what is recorded and agree to it first, or ask a person to let you in without it.', {
        next: 'POST /auth/consents',
        consent: 'exam',
      });
    }
    const comparison = await this.find({ userId, examId });
    if (!comparison)
      throw new Problem('TEMPLATE_REQUIRED', 'Enrol your face first, it takes a minute, or ask a person to let you in without it.', {
        next: 'POST /auth/profile/image',
      });
    if (comparison === 'unknown') {
      throw new Problem(
        'TEMPLATE_REQUIRED',
        'Your enrolment comes from a version that is gone and cannot be compared any more. Ask a person to let you in, and an administrator to reset your enrolment so that you can enrol anew.',
      );
    }
    if (comparison === 'unapproved') {
      throw new Problem(
        'TEMPLATE_REQUIRED',
        'This exam asks for an enrolment that staff have looked at, and nobody has yet; ask a person to let you in.',
      );
    }
    return comparison;
  }

  /** Null without a template that may be compared with. */
  async find({ userId, examId }: Pick<Attempt, 'userId' | 'examId'>): Promise<Comparison | 'unapproved' | 'unknown' | null> {
    const [template, { policy }] = await Promise.all([this.templates.forCheckIn(userId), this.policies.current(examId)]);
    if (template === null || template === 'unknown') return template;
    if (policy.identity.needsApproved && template.state !== 'approved') return 'unapproved';
    return { template, same: policy.identity.same, screen: policy.screen };
  }

  /**
   * The template was used: its time begins anew. One of an older pipeline gives way to one of today's from the same frames.
   * @param descriptors of the frames that matched, under today's pipeline
   * @returns false when these frames make no template: others are needed
   */
  async used(userId: string, { pipelineId, olderPipeline }: CheckInTemplate, descriptors: readonly Float32Array[]): Promise<boolean> {
    if (olderPipeline !== null) return this.mover.move(userId, pipelineId, descriptors);
    await this.templates.touch(userId);
    return true;
  }
}
