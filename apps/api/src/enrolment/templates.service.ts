import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { readDescriptor, type TemplateState } from '@invigil/shared';
import { MoreThan, type DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { ConsentsService } from './consents.service.js';
import { FaceTemplate } from './face-template.entity.js';
import { KnownPipelines } from './known-pipelines.service.js';
import { expiryLine } from './template-age.js';
import { VaultService } from './vault.service.js';

/** A template as it may be compared with: never log it. */
export interface MatchingTemplate {
  descriptor: Float32Array;
  pipelineId: string;
  state: TemplateState;
}
/** A template as a check-in may compare with it: perhaps of an older pipeline, whose numbers the frames then have to be given, too. */
export interface CheckInTemplate extends MatchingTemplate {
  /** Name of the older pipeline to ask the analysis for; null where it is today's. */
  olderPipeline: string | null;
}

/** What the bytes of a template's row are, for the vault. */
export const SEALED_AS = { descriptor: 'descriptor', portrait: 'portrait' } as const;

@Injectable()
export class TemplatesService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly vault: VaultService,
    private readonly analysis: AnalysisService,
    private readonly pipelines: KnownPipelines,
    private readonly consents: ConsentsService,
  ) {}

  /** The person's template if it may judge them: not expired, computed by the server, under the pipeline of today. */
  async forMatching(userId: string): Promise<MatchingTemplate | null> {
    const row = await this.current(userId);
    if (!row || row.state === 'unverified' || row.pipelineId !== this.analysis.pipelineId) return null;
    return { descriptor: await this.descriptorOf(row), pipelineId: row.pipelineId, state: row.state };
  }

  /** The numbers to compare an exam's frames with, of whoever agreed to that: a template may be there for another use alone. */
  async forExam(userId: string): Promise<Float32Array | null> {
    if (!(await this.consents.stands(userId, 'exam'))) return null;
    return (await this.forMatching(userId))?.descriptor ?? null;
  }

  /** As `forMatching`, and also of an older pipeline that this version can still run; `unknown` where it cannot. */
  async forCheckIn(userId: string): Promise<CheckInTemplate | 'unknown' | null> {
    const row = await this.current(userId);
    if (!row || row.state === 'unverified') return null;
    const { pipelineId, state } = row;
    const name = this.pipelines.nameOf(pipelineId);
    const today = pipelineId === this.analysis.pipelineId;
    if (!today && name === undefined) return 'unknown';
    return { descriptor: await this.descriptorOf(row), pipelineId, state, olderPipeline: today ? null : (name ?? null) };
  }

  /** Whatever its state, unless it has expired. */
  current(userId: string): Promise<FaceTemplate | null> {
    return this.source.getRepository(FaceTemplate).findOneBy({ userId, lastUsedAt: MoreThan(expiryLine(new Date())) });
  }

  /** 128 numbers, decrypted. */
  async descriptorOf(row: FaceTemplate): Promise<Float32Array> {
    return readDescriptor(await this.vault.open(row.userId, 'template', row.sealed, SEALED_AS.descriptor));
  }

  /** The picture kept from enrolment until somebody has judged it: a JPEG, or null. */
  async portrait(userId: string): Promise<Buffer | null> {
    const row = await this.current(userId);
    return row?.portrait ? this.vault.open(userId, 'template', row.portrait, SEALED_AS.portrait) : null;
  }

  /** It was used for a match: its twelve months begin anew. */
  async touch(userId: string): Promise<void> {
    await this.source.getRepository(FaceTemplate).update({ userId }, { lastUsedAt: new Date() });
  }
}
