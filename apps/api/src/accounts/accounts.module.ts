import { Module } from '@nestjs/common';
import { ExamsModule } from '../exams/exams.module.js';
import { AccountController } from './account.controller.js';
import { AccountLimits } from './account-limits.js';
import { AccountNotes } from './account-notes.service.js';
import { AddressesController } from './addresses.controller.js';
import { AddressesService } from './addresses.service.js';
import { ClosingService } from './closing.service.js';
import { NewPasswords } from './new-passwords.service.js';
import { OwnPassword } from './own-password.service.js';
import { PasswordResets } from './password-resets.service.js';
import { PasswordsController } from './passwords.controller.js';
import { PrivacyService } from './privacy.service.js';
import { SecurityEventsController } from './security-events.controller.js';
import { SecurityEventsService } from './security-events.service.js';
import { SignUpRules } from './sign-up-rules.service.js';
import { SignUpController } from './sign-up.controller.js';
import { SignUpService } from './sign-up.service.js';
import { StoredDataService } from './stored-data.service.js';
import { UnprovenService } from './unproven.service.js';

/** What people do with their own accounts besides signing in. */
@Module({
  imports: [ExamsModule],
  controllers: [AccountController, AddressesController, PasswordsController, SecurityEventsController, SignUpController],
  providers: [
    AccountLimits,
    AccountNotes,
    AddressesService,
    ClosingService,
    NewPasswords,
    OwnPassword,
    PasswordResets,
    PrivacyService,
    SecurityEventsService,
    SignUpRules,
    SignUpService,
    StoredDataService,
    UnprovenService,
  ],
  exports: [ClosingService],
})
export class AccountsModule {}
