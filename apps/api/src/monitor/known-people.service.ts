import { CONSENT_VERSIONS, type KnownFace, type KnownFaces as KnownFacesList } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { In, IsNull, MoreThan, type DataSource } from 'typeorm';
import { AnalysisService } from '../analysis/analysis.service.js';
import { User } from '../auth/entities/user.entity.js';
import { Consent } from '../enrolment/consent.entity.js';
import { KnownPerson } from '../enrolment/known-person.entity.js';
import { KnownTemplates } from '../enrolment/known-templates.service.js';

/** Whom the monitor knows, for administrators: no picture and no number of anybody's face. */
@Injectable()
export class KnownPeopleService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly known: KnownTemplates,
    private readonly analysis: AnalysisService,
  ) {}

  async list(): Promise<KnownFacesList> {
    const people = [...(await this.agreed()), ...(await this.imported())];
    return { people: people.sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || (a.id < b.id ? -1 : 1)) };
  }

  private async agreed(): Promise<KnownFace[]> {
    const rows = (await this.known.rows()).filter(({ audiences }) => audiences.includes('monitor'));
    const where = {
      userId: In(rows.map(({ userId }) => userId)),
      kind: 'monitor',
      version: CONSENT_VERSIONS.monitor,
      withdrawnAt: IsNull(),
    } as const;
    const consents = await this.source.getRepository(Consent).find({ where });
    const since = new Map(consents.map(({ userId, givenAt }) => [userId, givenAt]));
    return rows.map(({ userId, name }) => ({
      id: userId,
      name,
      source: 'agreed',
      since: (since.get(userId) ?? new Date()).toISOString(),
      imported: null,
    }));
  }

  private async imported(): Promise<KnownFace[]> {
    const rows = await this.source
      .createQueryBuilder(KnownPerson, 'k')
      .leftJoin(User, 'u', 'u.id = k.agreedBy')
      .where({ expiresAt: MoreThan(new Date()) })
      .select(['k.id AS id', 'k.name AS name', 'k.photos AS photos', 'k.pipelineId AS "pipelineId"'])
      .addSelect(['k.createdAt AS "createdAt"', 'k.expiresAt AS "expiresAt"', 'coalesce(u.name, u.email) AS "agreedBy"'])
      .getRawMany<Pick<KnownPerson, 'id' | 'name' | 'photos' | 'pipelineId' | 'createdAt' | 'expiresAt'> & { agreedBy: string | null }>();
    return rows.map(({ id, name, photos, pipelineId, createdAt, expiresAt, agreedBy }) => ({
      id,
      name,
      source: 'imported',
      since: createdAt.toISOString(),
      imported: { photos, agreedBy, expiresAt: expiresAt.toISOString(), outdated: pipelineId !== this.analysis.pipelineId },
    }));
  }
}
