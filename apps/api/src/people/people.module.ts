import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { FactorResetController } from './factor-reset.controller.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { ResetService } from './reset.service.js';
import { RolesService } from './roles.service.js';

@Module({
  imports: [AccountsModule],
  controllers: [FactorResetController, PeopleController],
  providers: [PeopleService, ResetService, RolesService],
})
export class PeopleModule {}
