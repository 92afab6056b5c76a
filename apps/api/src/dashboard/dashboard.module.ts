import { Module } from '@nestjs/common';
import { AttemptsModule } from '../attempts/attempts.module.js';
import { ExamsModule } from '../exams/exams.module.js';
import { MonitoringSignalsModule } from '../monitoring/signals/monitoring-signals.module.js';
import { ViolationsModule } from '../violations/violations.module.js';
import { BroadcastService } from './broadcast.service.js';
import { DeskService } from './desk.service.js';
import { ProctorGateway } from './proctor.gateway.js';
import { RecheckService } from './recheck.service.js';
import { StaffCheck } from './staff-check.service.js';
import { TileService } from './tile.service.js';
import { WatchService } from './watch.service.js';

@Module({
  imports: [AttemptsModule, ExamsModule, MonitoringSignalsModule, ViolationsModule],
  providers: [BroadcastService, DeskService, ProctorGateway, RecheckService, StaffCheck, TileService, WatchService],
})
export class DashboardModule {}
