import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { ExamsModule } from '../exams/exams.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { DownloadsService } from './downloads.service.js';
import { FileChunks } from './file-chunks.service.js';
import { FileFinder } from './file-finder.service.js';
import { FileGate } from './file-gate.service.js';
import { FileKeys } from './file-keys.service.js';
import { FilePeople } from './file-people.service.js';
import { FileQuota } from './file-quota.service.js';
import { FilesController } from './files.controller.js';
import { FilesService } from './files.service.js';
import { MaterialsController } from './materials.controller.js';
import { MaterialsService } from './materials.service.js';
import { PartUploads } from './part-upload.service.js';
import { StudentMaterials } from './student-materials.service.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsService } from './uploads.service.js';
import { WholeUploads } from './whole-upload.service.js';

@Module({
  imports: [AttemptsModule, ExamsModule, StorageModule],
  controllers: [FilesController, MaterialsController, UploadsController],
  providers: [
    DownloadsService,
    FileChunks,
    FileFinder,
    FileGate,
    FileKeys,
    FilePeople,
    FileQuota,
    FilesService,
    MaterialsService,
    PartUploads,
    StudentMaterials,
    UploadsService,
    WholeUploads,
  ],
  exports: [UploadsService],
})
export class FilesModule {}
