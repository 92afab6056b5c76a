import { Global, Module } from '@nestjs/common';
import { SecretVault } from '../auth/second-factor/secret-vault.js';
import { ExamsModule } from '../exams/exams.module.js';
import { nightly } from '../nightly/nightly.js';
import { CaptureService } from './capture.service.js';
import { ConsentsController } from './consents.controller.js';
import { ConsentsService } from './consents.service.js';
import { DisplayPictureService } from './display-picture.service.js';
import { EnrolmentWriter } from './enrolment-writer.service.js';
import { EnrolmentService } from './enrolment.service.js';
import { FaceNews } from './face-news.service.js';
import { ImportedFaces } from './imported-faces.service.js';
import { KnownFaces } from './known-faces.service.js';
import { KnownPipelines } from './known-pipelines.service.js';
import { KnownTemplates } from './known-templates.service.js';
import { OwnDescriptorService } from './own-descriptor.service.js';
import { PortraitsController } from './portraits.controller.js';
import { PortraitsService } from './portraits.service.js';
import { ProfileController } from './profile.controller.js';
import { ProfileService } from './profile.service.js';
import { TemplateExpiry } from './template-expiry.service.js';
import { TemplateKeeper } from './template-keeper.service.js';
import { TemplateMover } from './template-mover.service.js';
import { TemplateSignals } from './template-signals.js';
import { TemplateWriter } from './template-writer.service.js';
import { TemplatesService } from './templates.service.js';
import { VaultService } from './vault.service.js';

/** Global: the vault and the templates are used wherever frames are judged or kept. */
@Global()
@Module({
  imports: [ExamsModule],
  controllers: [ConsentsController, PortraitsController, ProfileController],
  providers: [
    CaptureService,
    ConsentsService,
    DisplayPictureService,
    EnrolmentService,
    EnrolmentWriter,
    FaceNews,
    ImportedFaces,
    KnownFaces,
    KnownPipelines,
    KnownTemplates,
    OwnDescriptorService,
    PortraitsService,
    ProfileService,
    ...nightly(TemplateExpiry),
    TemplateKeeper,
    TemplateMover,
    TemplateSignals,
    TemplateWriter,
    TemplatesService,
    VaultService,
    { provide: SecretVault, useExisting: VaultService },
  ],
  exports: [
    CaptureService,
    ConsentsService,
    DisplayPictureService,
    ImportedFaces,
    KnownFaces,
    KnownTemplates,
    SecretVault,
    TemplateKeeper,
    TemplateMover,
    TemplateSignals,
    TemplateWriter,
    TemplatesService,
    VaultService,
  ],
})
export class EnrolmentModule {}
