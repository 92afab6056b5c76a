import { Module } from '@nestjs/common';
import { EnrolmentModule } from '../enrolment/enrolment.module.js';
import { ExamsModule } from '../exams/exams.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { EvidenceStore } from './evidence-store.service.js';
import { EvidenceController } from './evidence.controller.js';
import { EvidenceService } from './evidence.service.js';
import { RecorderService } from './recorder.service.js';
import { VerdictsService } from './verdicts.service.js';
import { ViolationReader } from './violation-reader.service.js';
import { ViolationSignals } from './violation-signals.js';

@Module({
  imports: [EnrolmentModule, ExamsModule, StorageModule],
  controllers: [EvidenceController],
  providers: [EvidenceService, EvidenceStore, RecorderService, VerdictsService, ViolationReader, ViolationSignals],
  exports: [EvidenceStore, RecorderService, VerdictsService, ViolationReader, ViolationSignals],
})
export class ViolationsModule {}
