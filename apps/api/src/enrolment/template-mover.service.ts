import { makeTemplate } from '@invigil/biometrics';
import { writeDescriptor } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { AuditService } from '../audit/audit.service.js';
import { lockUser } from '../auth/users/lock-user.js';
import { FaceTemplate } from './face-template.entity.js';
import { TemplateSignals } from './template-signals.js';
import { SEALED_AS } from './templates.service.js';
import { VaultService } from './vault.service.js';

/** After an upgrade: the template of an older pipeline gives way to one of today's, made from frames that have just matched it. Nobody enrols again. */
@Injectable()
export class TemplateMover {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly vault: VaultService,
    private readonly analysis: AnalysisService,
    private readonly audit: AuditService,
    private readonly signals: TemplateSignals,
  ) {}

  /**
   * State, approval and portrait stay, and so does the key that seals them. Does nothing where the template was moved, reset or destroyed meanwhile.
   * @param fromPipelineId of the template that the frames matched
   * @param descriptors of the same frames under today's pipeline, one each
   * @returns false when the frames do not agree with each other: nothing was changed, and others are needed
   */
  async move(userId: string, fromPipelineId: string, descriptors: readonly Float32Array[]): Promise<boolean> {
    const { template } = makeTemplate(descriptors);
    if (!template) return false;
    const { pipelineId, engineName: engine } = this.analysis;
    await this.source.transaction(async (manager) => {
      await lockUser(userId, manager);
      const templates = manager.getRepository(FaceTemplate);
      if (!(await templates.existsBy({ userId, pipelineId: fromPipelineId }))) return;
      const sealed = await this.vault.seal(userId, 'template', writeDescriptor(template), SEALED_AS.descriptor, manager);
      await templates.update({ userId }, { sealed, pipelineId, engine, lastUsedAt: new Date() });
      const detail = { fromPipelineId, toPipelineId: pipelineId, frames: descriptors.length };
      await this.audit.record({ actorId: userId, action: 'template.moved', subjectType: 'user', subjectId: userId, detail }, manager);
    });
    this.signals.enrolled$.next({ userId });
    return true;
  }
}
