import { Controller, Get, Header, HttpCode, Patch, Post, Put, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  changeNameSchema,
  privacySettingsSchema,
  type ChangeName,
  type Done,
  type PrivacySettings,
  type StoredAboutMe,
} from '@invigil/shared';
import type { Response } from 'express';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { SignInDoor } from '../auth/sessions/sign-in-door.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { ClosingService } from './closing.service.js';
import { PrivacyService } from './privacy.service.js';
import { StoredDataService } from './stored-data.service.js';

@ApiTags('account')
@ApiBearerAuth()
@Controller('auth')
@UseGuards(AccessGuard)
export class AccountController {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly stored: StoredDataService,
    private readonly closing: ClosingService,
    private readonly door: SignInDoor,
  ) {}

  @Patch('profile')
  @ApiOperation({ summary: 'Change your name' })
  @ApiZodBody(changeNameSchema)
  rename(@CurrentPerson() person: Person, @ZodBody(changeNameSchema) body: ChangeName, @Client() client: ClientInfo): Promise<Done> {
    return this.privacy.rename(person, body, client);
  }

  @Get('privacy')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What you have chosen that others see and you are told' })
  read(@CurrentPerson() person: Person): Promise<PrivacySettings> {
    return this.privacy.read(person);
  }

  @Put('privacy')
  @ApiOperation({ summary: 'Replace your privacy settings' })
  @ApiZodBody(privacySettingsSchema)
  write(
    @CurrentPerson() person: Person,
    @ZodBody(privacySettingsSchema) body: PrivacySettings,
    @Client() client: ClientInfo,
  ): Promise<PrivacySettings> {
    return this.privacy.write(person, body, client);
  }

  @Get('stored')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What is stored about you, and until when' })
  list(@CurrentPerson() person: Person): Promise<StoredAboutMe[]> {
    return this.stored.list(person);
  }

  @Post('account/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Close your account, within 10 minutes of a proof; an administrator can open it again' })
  async close(
    @CurrentPerson() person: Person,
    @Client() client: ClientInfo,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Done> {
    const done = await this.closing.closeOwn(person, client);
    this.door.clear(response);
    return done;
  }
}
