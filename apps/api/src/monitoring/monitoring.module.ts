import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { ExamsModule } from '../exams/exams.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { ViolationsModule } from '../violations/violations.module.js';
import { AttemptMemories } from './attempt-memories.service.js';
import { BatchPreparer } from './batch-preparer.service.js';
import { BatchWriter } from './batch-writer.service.js';
import { Challenges } from './challenges.service.js';
import { FrameAnswers } from './frame-answers.service.js';
import { FramePipeline } from './frame-pipeline.service.js';
import { FrameReceipts } from './frame-receipts.service.js';
import { Ingest } from './ingest.service.js';
import { JoinedView } from './joined-view.service.js';
import { Joins } from './joins.service.js';
import { LivenessDesk } from './liveness-desk.service.js';
import { LivenessReporter } from './liveness-reporter.service.js';
import { LivenessRuns } from './liveness-runs.service.js';
import { LivenessStore } from './liveness-store.service.js';
import { LivenessWatch } from './liveness-watch.service.js';
import { LivenessGateway } from './liveness.gateway.js';
import { MonitoringMetrics } from './monitoring-metrics.js';
import { MonitoringSignalsModule } from './monitoring-signals.module.js';
import { Observer } from './observer.service.js';
import { SightReporter } from './sight-reporter.service.js';
import { Sitting } from './sitting.service.js';
import { Spool } from './spool.service.js';
import { StudentGateway } from './student.gateway.js';
import { StudentPushes } from './student-pushes.service.js';
import { StudentRooms } from './student-rooms.service.js';
import { Watch } from './watch.service.js';

@Module({
  imports: [AttemptsModule, ExamsModule, MonitoringSignalsModule, StorageModule, ViolationsModule],
  providers: [
    AttemptMemories,
    BatchPreparer,
    BatchWriter,
    Challenges,
    FrameAnswers,
    FramePipeline,
    FrameReceipts,
    Ingest,
    JoinedView,
    Joins,
    LivenessDesk,
    LivenessGateway,
    LivenessReporter,
    LivenessRuns,
    LivenessStore,
    LivenessWatch,
    MonitoringMetrics,
    Observer,
    SightReporter,
    Sitting,
    Spool,
    StudentGateway,
    StudentPushes,
    StudentRooms,
    Watch,
  ],
})
export class MonitoringModule {}
