import { CONSENT_VERSIONS, readDescriptor, type ConsentKind } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { User } from '../auth/entities/user.entity.js';
import { Consent } from './consent.entity.js';
import { FaceTemplate } from './face-template.entity.js';
import { expiryLine } from './template-age.js';
import { SEALED_AS } from './templates.service.js';
import { VaultService } from './vault.service.js';

/** What a template may be searched for: each has its own consent. */
export const AUDIENCES = ['sign_in', 'monitor'] as const satisfies readonly ConsentKind[];
export type Audience = (typeof AUDIENCES)[number];

/** Somebody who may be found, and by whom. */
export interface KnownRow {
  /** Of the account, or of an imported person. */
  userId: string;
  name: string | null;
  audiences: Audience[];
  /** Their template, opened. */
  open: () => Promise<Float32Array>;
}
interface StoredRow extends Omit<KnownRow, 'open'> {
  sealed: Buffer;
}

/** Who may be found at this moment: active, with a template of the server's own making and of today's pipeline, and agreed to. */
@Injectable()
export class KnownTemplates {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly analysis: AnalysisService,
    private readonly vault: VaultService,
  ) {}

  async rows(userId?: string): Promise<KnownRow[]> {
    const query = this.source
      .createQueryBuilder(FaceTemplate, 't')
      .innerJoin(User, 'u', 'u.id = t.userId AND u.active')
      .innerJoin(Consent, 'c', 'c.userId = t.userId AND c.withdrawnAt IS NULL AND c.kind || c.version IN (:...texts)')
      .where('t.state <> :unverified AND t.lastUsedAt > :line AND t.pipelineId = :pipelineId')
      .setParameters({
        texts: AUDIENCES.map((kind) => kind + CONSENT_VERSIONS[kind]),
        unverified: 'unverified',
        line: expiryLine(new Date()),
        pipelineId: this.analysis.pipelineId,
      })
      .select(['t.userId AS "userId"', 'u.name AS "name"', 't.sealed AS "sealed"', 'array_agg(DISTINCT c.kind) AS "audiences"'])
      .groupBy('t.userId, u.name, t.sealed');
    if (userId !== undefined) query.andWhere('t.userId = :userId', { userId });
    return (await query.getRawMany<StoredRow>()).map(({ sealed, ...row }) => ({
      ...row,
      open: async () => readDescriptor(await this.vault.open(row.userId, 'template', sealed, SEALED_AS.descriptor)),
    }));
  }
}
