import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { FilesModule } from '../files/files.module.js';
import { nightly } from '../nightly/nightly.js';
import { StorageModule } from '../storage/storage.module.js';
import { ExpiredEvidence } from './expired-evidence.service.js';
import { ExpiredSignIns } from './expired-sign-ins.service.js';
import { OrphanedObjects } from './orphaned-objects.service.js';
import { RetentionService } from './retention.service.js';

@Module({
  imports: [AttemptsModule, FilesModule, StorageModule],
  providers: [ExpiredEvidence, OrphanedObjects, ...nightly(RetentionService), ...nightly(ExpiredSignIns)],
})
export class RetentionModule {}
