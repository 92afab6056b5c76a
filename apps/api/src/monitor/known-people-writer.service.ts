import type { ImportedPhoto } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { LessThanOrEqual, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditService } from '../audit/audit.service.js';
import { ImportedFaces } from '../enrolment/imported-faces.service.js';
import { KnownPerson } from '../enrolment/known-person.entity.js';
import { expiryOf } from '../enrolment/template-age.js';
import { TemplateSignals } from '../enrolment/template-signals.js';
import type { PhotoName } from './photo-name.js';
import { placePhoto } from './place-photo.js';

/** Who says that the person agrees, and what described the photo. */
export interface ImportStamp {
  agreedBy: string;
  address: string;
  pipelineId: string;
  engine: string;
}
/** Somebody who looks like the photo. */
export interface NearPerson {
  id: string;
  name: string | null;
  distance: number;
}

/** Of two imports at once the second waits, so that a name begins one person. */
const LOCK = 'SELECT pg_advisory_xact_lock(1795225616)';

/** Stores imported people and lets them go; whoever holds them in memory is told after the commit. */
@Injectable()
export class KnownPeopleWriter {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly imported: ImportedFaces,
    private readonly signals: TemplateSignals,
    private readonly audit: AuditService,
  ) {}

  async add({ name: given, folded }: PhotoName, photo: Float32Array, near: NearPerson | null, stamp: ImportStamp): Promise<ImportedPhoto> {
    const { agreedBy, address, pipelineId, engine } = stamp;
    const now = new Date();
    let id = '';
    const answer = await this.source.transaction(async (manager): Promise<ImportedPhoto> => {
      await manager.query(LOCK);
      const rows = manager.getRepository(KnownPerson);
      const before = await rows.findOneBy({ folded });
      // the descriptions of an older version cannot be compared with this one: they make room for it
      const own = before && before.pipelineId === pipelineId && before.expiresAt > now ? this.imported.open(before) : [];
      const name = before?.name ?? given;
      const placed = placePhoto(photo, name, own, near && near.id !== before?.id ? near : null);
      if (!('descriptors' in placed)) return { ...placed, name };
      id = before?.id ?? uuid();
      const photos = placed.descriptors.length;
      const row = { id, name, folded, photos, pipelineId, engine, agreedBy, agreedAt: now, expiresAt: expiryOf(now) };
      await rows.upsert({ ...row, ...this.imported.seal(id, placed.descriptors) }, ['id']);
      await this.audit.record(
        {
          actorId: agreedBy,
          action: 'face.imported',
          subjectType: 'known_person',
          subjectId: id,
          detail: { photos, agreed: true },
          address,
        },
        manager,
      );
      const which = photos === 1 ? 'One photo is enough to begin with; more make it surer.' : `Known by ${String(photos)} photos now.`;
      return { result: 'imported', name, message: which };
    });
    if (id !== '') this.signals.imported$.next({ userId: id });
    return answer;
  }

  /** @returns how many were deleted, with their keys */
  delete(actor: { id: string; address: string }, id?: string): Promise<number> {
    return this.remove(id === undefined ? {} : { id }, (deleted, manager) =>
      this.audit.record(
        {
          actorId: actor.id,
          action: 'face.deleted',
          subjectType: 'known_person',
          subjectId: id ?? null,
          detail: { people: deleted },
          address: actor.address,
        },
        manager,
      ),
    );
  }

  /** @returns how many had expired and are gone */
  deleteExpired(now: Date): Promise<number> {
    return this.remove({ expiresAt: LessThanOrEqual(now) });
  }

  private async remove(
    where: { id?: string; expiresAt?: ReturnType<typeof LessThanOrEqual<Date>> },
    record?: (deleted: number, manager: EntityManager) => Promise<void>,
  ): Promise<number> {
    const gone = await this.source.transaction(async (manager) => {
      await manager.query(LOCK);
      const rows = await manager.getRepository(KnownPerson).find({ where, select: { id: true } });
      if (rows.length === 0) return [];
      await manager.getRepository(KnownPerson).delete(rows.map(({ id }) => id));
      await record?.(rows.length, manager);
      return rows.map(({ id }) => id);
    });
    for (const userId of gone) this.signals.imported$.next({ userId });
    return gone.length;
  }
}
