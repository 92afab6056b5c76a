import { Module } from '@nestjs/common';
import { ExamsModule } from '../exams/exams.module.js';
import { AnswersService } from './answers.service.js';
import { AttemptActions } from './attempt-actions.service.js';
import { AttemptLedger } from './attempt-ledger.service.js';
import { AttemptSignals } from './attempt-signals.js';
import { AttemptTiles } from './attempt-tiles.service.js';
import { AttemptsService } from './attempts.service.js';
import { ClockService } from './clock.service.js';
import { MessagesService } from './messages.service.js';
import { PresenceService } from './presence.service.js';

@Module({
  imports: [ExamsModule],
  providers: [
    AnswersService,
    AttemptActions,
    AttemptLedger,
    AttemptSignals,
    AttemptTiles,
    AttemptsService,
    ClockService,
    MessagesService,
    PresenceService,
  ],
  exports: [AnswersService, AttemptActions, AttemptSignals, AttemptsService, MessagesService, PresenceService],
})
export class AttemptsModule {}
