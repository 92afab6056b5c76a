import { Module } from '@nestjs/common';
import { ExamsModule } from '../exams/exams.module.js';
import { ViolationsModule } from '../violations/violations.module.js';
import { AttemptDetailsService } from './attempt-details.service.js';
import { AttemptFactsService } from './attempt-facts.service.js';
import { LooksService } from './looks.service.js';
import { ReportAnswers } from './report-answers.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [ExamsModule, ViolationsModule],
  controllers: [ReportsController],
  providers: [AttemptDetailsService, AttemptFactsService, LooksService, ReportAnswers, ReportsService],
})
export class ReportsModule {}
