import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { ExamsModule } from '../exams/exams.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { ViolationsModule } from '../violations/violations.module.js';
import { AttemptMemories } from './memory/attempt-memories.service.js';
import { BatchPreparer } from './intake/batch-preparer.service.js';
import { BatchWriter } from './intake/batch-writer.service.js';
import { Challenges } from './observing/challenges.service.js';
import { FrameAnswers } from './frames/frame-answers.service.js';
import { FramePipeline } from './frames/frame-pipeline.service.js';
import { FrameReceipts } from './frames/frame-receipts.service.js';
import { Ingest } from './intake/ingest.service.js';
import { JoinedView } from './sitting/joined-view.service.js';
import { Joins } from './sitting/joins.service.js';
import { LivenessDesk } from './liveness/liveness-desk.service.js';
import { LivenessReporter } from './liveness/liveness-reporter.service.js';
import { LivenessRuns } from './liveness/liveness-runs.service.js';
import { LivenessStore } from './liveness/liveness-store.service.js';
import { LivenessWatch } from './liveness/liveness-watch.service.js';
import { LivenessGateway } from './liveness/liveness.gateway.js';
import { MonitoringMetrics } from './signals/monitoring-metrics.js';
import { MonitoringSignalsModule } from './signals/monitoring-signals.module.js';
import { Observer } from './observing/observer.service.js';
import { SightReporter } from './observing/sight-reporter.service.js';
import { Sitting } from './sitting/sitting.service.js';
import { Spool } from './frames/spool.service.js';
import { StudentGateway } from './sitting/student.gateway.js';
import { StudentPushes } from './sitting/student-pushes.service.js';
import { StudentRooms } from './rooms/student-rooms.service.js';
import { Watch } from './sitting/watch.service.js';

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
