import type { FaceCheckStatus, InstallationSettings } from '@invigil/shared';
import { FACE_VERIFIED_MINUTES } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { Person } from '../../auth/tokens/person.js';
import { ConsentsService } from '../../enrolment/consents.service.js';
import { TemplateMover } from '../../enrolment/template-mover.service.js';
import { TemplatesService, type CheckInTemplate } from '../../enrolment/templates.service.js';
import { Problem } from '../../http/problem.js';
import { SettingsService } from '../../settings/settings.service.js';
import { FaceStandings } from './face-standings.service.js';
import type { LivenessProof } from '../tickets/liveness-proof.js';

const WITHOUT =
  'You can do without: a passkey, which you add on the Security page of your account, opens your files as well, and in an exam a person lets you in.';

/** What has to be there before a face is compared outside of an exam. */
@Injectable()
export class VerifyGate {
  constructor(
    private readonly settings: SettingsService,
    private readonly consents: ConsentsService,
    private readonly templates: TemplatesService,
    private readonly standings: FaceStandings,
    private readonly mover: TemplateMover,
  ) {}

  async status({ id, faceVerifiedAt }: Person): Promise<FaceCheckStatus> {
    const { faceVerification } = await this.settings.read();
    const until = faceVerifiedAt && new Date(faceVerifiedAt.getTime() + FACE_VERIFIED_MINUTES * 60_000);
    const template = await this.templates.forCheckIn(id);
    return {
      liveness: faceVerification.liveness,
      consented: await this.consents.has(id, 'files'),
      enrolled: template !== null && template !== 'unknown',
      verifiedUntil: until && until.getTime() > Date.now() ? until.toISOString() : null,
      waitUntil: (await this.standings.waitUntil(id))?.toISOString() ?? null,
    };
  }

  /** @throws Problem CONSENT_REQUIRED, TOO_MANY, TEMPLATE_REQUIRED, FACE_CHECK_REQUIRED, each with what to do */
  async require(
    userId: string,
    ticket: string | undefined,
  ): Promise<{ template: CheckInTemplate; rules: InstallationSettings['faceVerification'] }> {
    if (!(await this.consents.has(userId, 'files')))
      throw new Problem('CONSENT_REQUIRED', `Read what the face check for files does and agree to it first. ${WITHOUT}`, {
        next: 'POST /auth/consents',
        consent: 'files',
      });
    await this.standings.requirePatience(userId);
    const template = await this.template(userId);
    const { faceVerification: rules } = await this.settings.read();
    if (rules.liveness && ticket === undefined)
      throw new Problem('FACE_CHECK_REQUIRED', 'Do the head movements first; then your face is compared.', { next: 'POST /api/liveness' });
    return { template, rules };
  }

  /**
   * For a try that opens nothing: any consent that is in force will do.
   * @throws Problem CONSENT_REQUIRED, TEMPLATE_REQUIRED
   */
  async requireOwn(userId: string): Promise<{ template: CheckInTemplate; rules: InstallationSettings['faceVerification'] }> {
    if (!(await this.consents.list(userId)).some(({ withdrawnAt }) => withdrawnAt === null))
      throw new Problem('CONSENT_REQUIRED', `Set up the face check first; it takes a minute. ${WITHOUT}`, { next: 'POST /auth/consents' });
    return { template: await this.template(userId), rules: (await this.settings.read()).faceVerification };
  }

  /** @throws Problem TEMPLATE_REQUIRED */
  async template(userId: string): Promise<CheckInTemplate> {
    const template = await this.templates.forCheckIn(userId);
    if (template === 'unknown')
      throw new Problem(
        'TEMPLATE_REQUIRED',
        `Your enrolment comes from a version that is gone. Ask an administrator to reset it, then enrol anew. ${WITHOUT}`,
      );
    if (template === null)
      throw new Problem('TEMPLATE_REQUIRED', `Set up the face check first; it takes a minute. ${WITHOUT}`, {
        next: 'POST /auth/profile/image',
      });
    return template;
  }

  /** The template was used: its time begins anew. One of an older pipeline gives way to one of today's from the frames of the tasks. */
  async used(userId: string, { olderPipeline, pipelineId }: CheckInTemplate, proof: LivenessProof | null): Promise<void> {
    if (olderPipeline === null) await this.templates.touch(userId);
    else if (proof) await this.mover.move(userId, pipelineId, proof.descriptors);
  }
}
