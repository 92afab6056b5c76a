import { Injectable } from '@nestjs/common';
import { writeDescriptor, type TemplateState } from '@invigil/shared';
import type { EntityManager } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { Problem } from '../http/problem.js';
import { FaceTemplate } from './face-template.entity.js';
import { expiryLine } from './template-age.js';
import { SEALED_AS } from './templates.service.js';
import { VaultService } from './vault.service.js';

export interface NewTemplate {
  state: TemplateState;
  descriptor: Float32Array;
  portrait: Uint8Array | null;
}

@Injectable()
export class TemplateWriter {
  constructor(
    private readonly vault: VaultService,
    private readonly analysis: AnalysisService,
  ) {}

  /** @throws Problem CONFLICT when there is a template that has not expired */
  async refuseSecond(userId: string, manager: EntityManager): Promise<void> {
    const row = await manager.getRepository(FaceTemplate).findOneBy({ userId });
    if (row && row.lastUsedAt > expiryLine(new Date())) {
      throw new Problem(
        'CONFLICT',
        'You have enrolled already. If your picture has to be taken anew, ask an administrator to reset your enrolment.',
      );
    }
  }

  /** Under a new key: what an expired template was encrypted with is destroyed. The account's row must be locked. */
  async write(userId: string, { state, descriptor, portrait }: NewTemplate, manager: EntityManager): Promise<void> {
    await this.refuseSecond(userId, manager);
    await this.vault.destroyKey(userId, 'template', manager);
    const now = new Date();
    await manager.getRepository(FaceTemplate).insert({
      userId,
      state,
      sealed: await this.vault.seal(userId, 'template', writeDescriptor(descriptor), SEALED_AS.descriptor, manager),
      portrait: portrait && (await this.vault.seal(userId, 'template', portrait, SEALED_AS.portrait, manager)),
      keyId: await this.vault.keyId(userId, 'template', manager),
      pipelineId: this.analysis.pipelineId,
      engine: this.analysis.engineName,
      enrolledAt: now,
      lastUsedAt: now,
    });
  }
}
