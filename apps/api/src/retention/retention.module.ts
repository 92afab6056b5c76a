import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { FilesModule } from '../files/files.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { ExpiredEvidence } from './expired-evidence.service.js';
import { OrphanedObjects } from './orphaned-objects.service.js';
import { RetentionJob } from './retention.job.js';
import { RetentionService } from './retention.service.js';
import { SignInRetentionJob } from './sign-in-retention.job.js';

@Module({
  imports: [AttemptsModule, FilesModule, StorageModule],
  providers: [ExpiredEvidence, OrphanedObjects, RetentionJob, RetentionService, SignInRetentionJob],
})
export class RetentionModule {}
