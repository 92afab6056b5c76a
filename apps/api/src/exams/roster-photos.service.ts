import { decodePicture, encodePicture, PictureError } from '@invigil/biometrics/node';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import type { Person } from '../auth/tokens/person.js';
import { Problem } from '../http/problem.js';
import { KeyService } from '../keys/key.service.js';
import { seal, unseal } from '../keys/seal.js';
import { WRAPPED } from '../keys/wrapped-rows.js';
import { ExamAccess } from './exam-access.service.js';
import { RosterEntry } from './roster-entry.entity.js';
import { RosterPhoto } from './roster-photo.entity.js';

const { bound } = WRAPPED.rosterPhoto;
/** Photos of accounts ($1), from the exams that the viewer runs ($2, or all of them, $3), the newest first. */
const PHOTOS = `
  SELECT r.claimed_by AS "userId", p.id, p.wrapped, p.sealed FROM roster_photos p JOIN roster r ON r.id = p.id JOIN exams e ON e.id = r.exam_id
  WHERE r.claimed_by = ANY($1) AND ($3 OR e.owner_id = $2 OR EXISTS (
    SELECT FROM exam_staff s WHERE s.exam_id = e.id AND s.user_id = $2 AND s.part = 'instructor'))
  ORDER BY p.created_at DESC
`;

/** Photos that an institution has of the people on a roster: shown beside their portraits to who runs that exam, never matched. */
@Injectable()
export class RosterPhotos {
  constructor(
    private readonly db: DataSource,
    private readonly access: ExamAccess,
    private readonly keys: KeyService,
    private readonly audit: AuditService,
  ) {}

  /** Keeps a photo in place of the one before. @throws Problem BAD_PICTURE, NOT_FOUND, FORBIDDEN */
  async put(person: Person, examId: string, rosterId: string, picture: Uint8Array, address: string): Promise<void> {
    await this.requireEntry(person, examId, rosterId);
    const jpeg = await clean(picture);
    const key = this.keys.newDataKey();
    const photo = { id: rosterId, wrapped: this.keys.wrap(key, bound(rosterId)), sealed: seal(key, jpeg, bound(rosterId)) };
    await this.db.transaction(async (manager) => {
      await manager.getRepository(RosterPhoto).upsert({ ...photo, createdAt: new Date() }, ['id']);
      const about = { subjectType: 'roster', subjectId: rosterId, detail: { examId } };
      await this.audit.record({ actorId: person.id, action: 'roster.photo_added', ...about, address }, manager);
    });
  }

  async remove(person: Person, examId: string, rosterId: string, address: string): Promise<void> {
    await this.requireEntry(person, examId, rosterId);
    await this.db.transaction(async (manager) => {
      const { affected } = await manager.getRepository(RosterPhoto).delete({ id: rosterId });
      if (!affected) throw new Problem('NOT_FOUND', 'There is no photo of this person; reload the page.');
      const about = { subjectType: 'roster', subjectId: rosterId, detail: { examId } };
      await this.audit.record({ actorId: person.id, action: 'roster.photo_removed', ...about, address }, manager);
    });
  }

  /** The photo of an account, from the exams that the viewer runs; null where there is none. */
  async of(viewer: Person, userId: string): Promise<Buffer | null> {
    const [photo] = await this.find(viewer, [userId]);
    return photo ? unseal(this.keys.unwrap(photo.wrapped, bound(photo.id)), photo.sealed, bound(photo.id)) : null;
  }

  /** Those of these accounts of whom the viewer may see a photo. */
  async among(viewer: Person, userIds: readonly string[]): Promise<Set<string>> {
    return new Set((await this.find(viewer, userIds)).map(({ userId }) => userId));
  }

  private find(viewer: Person, userIds: readonly string[]): Promise<(RosterPhoto & { userId: string })[]> {
    return this.db.query(PHOTOS, [userIds, viewer.id, viewer.role === 'administrator']);
  }

  private async requireEntry(person: Person, examId: string, rosterId: string): Promise<void> {
    await this.access.requireRun(person, examId);
    if (await this.db.getRepository(RosterEntry).existsBy({ id: rosterId, examId })) return;
    throw new Problem('NOT_FOUND', "There is no such person on this exam's roster; reload the page.");
  }
}

/** A JPEG of our own making, large enough to compare a face with. */
async function clean(picture: Uint8Array): Promise<Uint8Array> {
  try {
    return await encodePicture(await decodePicture(picture), { width: 480, quality: 85 });
  } catch (error) {
    if (error instanceof PictureError) throw new Problem('BAD_PICTURE', error.message);
    throw error;
  }
}
