import { Injectable } from '@nestjs/common';
import { CheckInPictures } from '../attempts/check-in-pictures.service.js';
import { AuditService } from '../audit/audit.service.js';
import { UploadsService } from '../files/uploads.service.js';
import type { NightlyWork } from '../nightly/nightly.js';
import { ExpiredEvidence } from './expired-evidence.service.js';
import { OrphanedObjects } from './orphaned-objects.service.js';

/** How many of each were deleted. */
export interface Deleted {
  evidence: number;
  checkInPictures: number;
  orphanedEvidence: number;
  orphanedFrames: number;
  orphanedFilePieces: number;
  orphanedAlerts: number;
  unfinishedUploads: number;
}

/** Deletes what has been kept long enough. Templates go their own way, with their keys. */
@Injectable()
export class RetentionService implements NightlyWork {
  constructor(
    private readonly expired: ExpiredEvidence,
    private readonly checkIns: CheckInPictures,
    private readonly orphans: OrphanedObjects,
    private readonly audit: AuditService,
    private readonly uploads: UploadsService,
  ) {}

  /** @param now what time it is; nothing that expires later is touched */
  async run(now: Date): Promise<Deleted> {
    const deleted: Deleted = {
      evidence: await this.expired.delete(now),
      checkInPictures: await this.checkIns.deleteExpired(now),
      orphanedEvidence: await this.orphans.delete('evidence', now),
      orphanedFrames: await this.orphans.delete('spool', now),
      orphanedFilePieces: await this.orphans.delete('files', now),
      orphanedAlerts: await this.orphans.delete('alerts', now),
      unfinishedUploads: await this.uploads.discardExpired(now),
    };
    if (Object.values(deleted).some((count) => count > 0)) {
      await this.audit.record({
        actorId: null,
        action: 'retention.deleted',
        subjectType: 'installation',
        subjectId: null,
        detail: { ...deleted },
      });
    }
    return deleted;
  }
}
