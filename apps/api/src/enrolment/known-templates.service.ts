import { CONSENT_VERSION, type ConsentKind } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { User } from '../auth/user.entity.js';
import { Consent } from './consent.entity.js';
import { FaceTemplate } from './face-template.entity.js';
import { expiryLine } from './template-age.js';

/** What a template may be searched for: each has its own consent. */
export const AUDIENCES = ['sign_in', 'monitor'] as const satisfies readonly ConsentKind[];
export type Audience = (typeof AUDIENCES)[number];

/** Somebody who may be found, by whom, and their template as it is stored. */
export interface KnownRow {
  userId: string;
  name: string | null;
  sealed: Buffer;
  audiences: Audience[];
}

/** Who may be found at this moment: active, with a template of the server's own making and of today's pipeline, and agreed to. */
@Injectable()
export class KnownTemplates {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly analysis: AnalysisService,
  ) {}

  async rows(userId?: string): Promise<KnownRow[]> {
    const query = this.source
      .createQueryBuilder(FaceTemplate, 't')
      .innerJoin(User, 'u', 'u.id = t.userId AND u.active')
      .innerJoin(Consent, 'c', 'c.userId = t.userId AND c.withdrawnAt IS NULL AND c.version = :version AND c.kind IN (:...kinds)')
      .where('t.state <> :unverified AND t.lastUsedAt > :line AND t.pipelineId = :pipelineId')
      .setParameters({
        version: CONSENT_VERSION,
        kinds: AUDIENCES,
        unverified: 'unverified',
        line: expiryLine(new Date()),
        pipelineId: this.analysis.pipelineId,
      })
      .select(['t.userId AS "userId"', 'u.name AS "name"', 't.sealed AS "sealed"', 'array_agg(DISTINCT c.kind) AS "audiences"'])
      .groupBy('t.userId, u.name, t.sealed');
    if (userId !== undefined) query.andWhere('t.userId = :userId', { userId });
    return query.getRawMany<KnownRow>();
  }

  async may(userId: string, audience: Audience): Promise<boolean> {
    return (await this.rows(userId)).some(({ audiences }) => audiences.includes(audience));
  }
}
