import { Module } from '@nestjs/common';
import { ExamsModule } from '../exams/exams.module.js';
import { AnswersService } from './answers.service.js';
import { AttemptActions } from './attempt-actions.service.js';
import { AttemptLedger } from './attempt-ledger.service.js';
import { AttemptSignals } from './attempt-signals.js';
import { AttemptTiles } from './attempt-tiles.service.js';
import { AttemptsService } from './attempts.service.js';
import { CheckInGate } from './check-in-gate.service.js';
import { CheckInPictures } from './check-in-pictures.service.js';
import { CheckInReviewController } from './check-in-review.controller.js';
import { CheckInReviews } from './check-in-review.service.js';
import { CheckInService } from './check-in.service.js';
import { ClockService } from './clock.service.js';
import { FrameReader } from './frame-reader.service.js';
import { InvitationsController } from './invitations.controller.js';
import { MessagesService } from './messages.service.js';
import { MyExamsController } from './my-exams.controller.js';
import { MyExamsService } from './my-exams.service.js';
import { PresenceService } from './presence.service.js';
import { SightLevels } from './sight-levels.service.js';

@Module({
  imports: [ExamsModule],
  controllers: [CheckInReviewController, InvitationsController, MyExamsController],
  providers: [
    AnswersService,
    AttemptActions,
    AttemptLedger,
    AttemptSignals,
    AttemptTiles,
    AttemptsService,
    CheckInGate,
    CheckInPictures,
    CheckInReviews,
    CheckInService,
    ClockService,
    FrameReader,
    MessagesService,
    MyExamsService,
    PresenceService,
    SightLevels,
  ],
  exports: [
    AnswersService,
    AttemptActions,
    AttemptSignals,
    AttemptsService,
    CheckInPictures,
    ClockService,
    MessagesService,
    PresenceService,
    SightLevels,
  ],
})
export class AttemptsModule {}
