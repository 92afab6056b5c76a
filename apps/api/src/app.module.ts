import { Module, type DynamicModule } from '@nestjs/common';
import { AccountsModule } from './accounts/accounts.module.js';
import { AdministrationModule } from './administration/administration.module.js';
import { AnalysisModule } from './analysis/analysis.module.js';
import { AttemptsModule } from './attempts/attempts.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { CoreModule, type Foundation } from './core.module.js';
import { EnrolmentModule } from './enrolment/enrolment.module.js';
import { ExamsModule } from './exams/exams.module.js';
import { HealthModule } from './health/health.module.js';
import { MailModule } from './mail/mail.module.js';
import { FaceModule } from './face/face.module.js';
import { FilesModule } from './files/files.module.js';
import { MonitorModule } from './monitor/monitor.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { PeopleModule } from './people/people.module.js';
import { RealtimeModule } from './realtime/realtime.module.js';
import { ViolationsModule } from './violations/violations.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { ReportsModule } from './reports/reports.module.js';
import { RetentionModule } from './retention/retention.module.js';

@Module({})
export class AppModule {
  static with(foundation: Foundation): DynamicModule {
    return {
      module: AppModule,
      // Features come after the core, each on a line of its own, in the direction of imports.
      imports: [
        CoreModule.with(foundation),
        AuditModule,
        SettingsModule,
        MailModule,
        AnalysisModule,
        AuthModule,
        EnrolmentModule,
        FaceModule,
        PeopleModule,
        RealtimeModule,
        ExamsModule,
        AccountsModule,
        AttemptsModule,
        FilesModule,
        ViolationsModule,
        MonitoringModule,
        DashboardModule,
        MonitorModule,
        ReportsModule,
        RetentionModule,
        AdministrationModule,
        HealthModule,
      ],
    };
  }
}
