import { installationSettingsSchema, type InstallationSettings, type PublicSettings } from '@invigil/shared';
import { Controller, Get, Header, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { Config } from '../config/config.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { SettingsService } from '../settings/settings.service.js';

@ApiTags('settings')
@Controller('api/settings')
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly config: Config,
  ) {}

  @Get('public')
  @ApiOperation({ summary: 'What a page needs to know before anybody has signed in' })
  async forEverybody(): Promise<PublicSettings> {
    const { signUp, faceSignIn } = await this.settings.read();
    const { mode, newAccounts } = faceSignIn;
    return { signUp, faceSignIn: { mode, newAccounts }, mail: this.config.smtp.url !== undefined };
  }

  @Get()
  @UseGuards(AccessGuard)
  @Roles('administrator')
  @ApiBearerAuth()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What has been decided for the installation' })
  read(): Promise<InstallationSettings> {
    return this.settings.read();
  }

  @Put()
  @UseGuards(AccessGuard)
  @Roles('administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Replace the settings; they hold at once' })
  @ApiZodBody(installationSettingsSchema)
  write(
    @CurrentPerson() person: Person,
    @ZodBody(installationSettingsSchema) body: InstallationSettings,
    @Client() client: ClientInfo,
  ): Promise<InstallationSettings> {
    return this.settings.write(person.id, body, client.address);
  }
}
