import { Controller, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  changePasswordSchema,
  forgotPasswordSchema,
  resetPasswordSchema,
  type ChangePassword,
  type Done,
  type ForgotPassword,
  type ResetPassword,
} from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import { OwnOriginGuard } from '../auth/callers/own-origin.guard.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { OwnPassword } from './own-password.service.js';
import { PasswordResets } from './password-resets.service.js';

@ApiTags('account')
@Controller('auth/password')
@UseGuards(OwnOriginGuard)
export class PasswordsController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly own: OwnPassword,
  ) {}

  @Post()
  @HttpCode(200)
  @UseGuards(AccessGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change your password, with the old one or within 10 minutes of a proof; your other devices are signed out' })
  @ApiZodBody(changePasswordSchema)
  change(
    @CurrentPerson() person: Person,
    @ZodBody(changePasswordSchema) body: ChangePassword,
    @Client() client: ClientInfo,
  ): Promise<Done> {
    return this.own.change(person, body, client);
  }

  @Post('forgot')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Ask for a link to set a new password; one answer for every address' })
  @ApiZodBody(forgotPasswordSchema)
  forgot(@ZodBody(forgotPasswordSchema) body: ForgotPassword, @Client() client: ClientInfo): Promise<Done> {
    return this.resets.forgot(body, client);
  }

  @Post('reset')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Set a new password with the link from the mail; every session ends' })
  @ApiZodBody(resetPasswordSchema)
  reset(@ZodBody(resetPasswordSchema) body: ResetPassword, @Client() client: ClientInfo): Promise<Done> {
    return this.resets.reset(body, client);
  }
}
