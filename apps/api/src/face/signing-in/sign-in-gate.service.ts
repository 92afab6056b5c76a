import type { InstallationSettings } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentsService } from '../../enrolment/consents.service.js';
import { TemplatesService, type CheckInTemplate } from '../../enrolment/templates.service.js';
import { Problem } from '../../http/problem.js';
import { SettingsService } from '../../settings/settings.service.js';
import type { LivenessProof } from '../tickets/liveness-proof.js';

/** What the settings and each person's own choice let a face do at the sign-in. */
@Injectable()
export class SignInGate {
  constructor(
    private readonly settings: SettingsService,
    private readonly consents: ConsentsService,
    private readonly templates: TemplatesService,
  ) {}

  /** What a face may be compared with after the password; null where it is not asked for. */
  async secondFactor(userId: string, manager: EntityManager): Promise<CheckInTemplate | null> {
    if ((await this.settings.read(manager)).faceSignIn.mode !== 'second_factor') return null;
    if (!(await this.consents.has(userId, 'sign_in', manager))) return null;
    const template = await this.templates.forCheckIn(userId);
    return template === 'unknown' ? null : template;
  }

  /** @throws Problem FORBIDDEN where a face alone signs nobody in */
  async requireFull(): Promise<InstallationSettings> {
    const settings = await this.settings.read();
    if (settings.faceSignIn.mode === 'full') return settings;
    throw new Problem('FORBIDDEN', 'Your face alone does not sign you in here. Use your password or a passkey.');
  }

  async onScreen({ screenConfidence }: LivenessProof): Promise<boolean> {
    return screenConfidence >= (await this.settings.read()).faceVerification.screenConfidence;
  }

  used(userId: string): Promise<void> {
    return this.templates.touch(userId);
  }
}
