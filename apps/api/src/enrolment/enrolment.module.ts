import { Global, Module } from '@nestjs/common';
import { ConsentsService } from './consents.service.js';
import { TemplateKeeper } from './template-keeper.service.js';
import { TemplateSignals } from './template-signals.js';
import { TemplatesService } from './templates.service.js';
import { VaultService } from './vault.service.js';

@Global()
@Module({
  providers: [ConsentsService, TemplateKeeper, TemplateSignals, TemplatesService, VaultService],
  exports: [ConsentsService, TemplateKeeper, TemplateSignals, TemplatesService, VaultService],
})
export class EnrolmentModule {}
