import { Module } from '@nestjs/common';
import { ExamAccess } from './exam-access.service.js';
import { ExamReader } from './exam-reader.service.js';
import { ExamsController } from './exams.controller.js';
import { ExamsService } from './exams.service.js';
import { InvitationMails } from './invitation-mails.service.js';
import { InvitationsService } from './invitations.service.js';
import { PoliciesService } from './policies.service.js';
import { QuestionsService } from './questions.service.js';
import { RosterPhotosController } from './roster-photos.controller.js';
import { RosterPhotos } from './roster-photos.service.js';
import { RosterService } from './roster.service.js';
import { StaffService } from './staff.service.js';

@Module({
  controllers: [ExamsController, RosterPhotosController],
  providers: [
    ExamAccess,
    ExamReader,
    ExamsService,
    InvitationMails,
    InvitationsService,
    PoliciesService,
    QuestionsService,
    RosterPhotos,
    RosterService,
    StaffService,
  ],
  exports: [ExamAccess, InvitationsService, PoliciesService, QuestionsService, RosterPhotos],
})
export class ExamsModule {}
