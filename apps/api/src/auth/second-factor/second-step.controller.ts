import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { secondFactorOptionsSchema, secondFactorSchema, type SecondFactorAnswer, type SignedIn } from '@invigil/shared';
import type { Request, Response } from 'express';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { OwnOriginGuard } from '../callers/own-origin.guard.js';
import { PasskeyCheck, type PasskeyRequest } from '../passkeys/passkey-check.service.js';
import { SignInDoor } from '../sessions/sign-in-door.js';
import { SecondStepService } from './second-step.service.js';

@ApiTags('sign-in')
@Controller('auth/second-factor')
@UseGuards(OwnOriginGuard)
export class SecondStepController {
  constructor(
    private readonly second: SecondStepService,
    private readonly passkeys: PasskeyCheck,
    private readonly door: SignInDoor,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'The second step of signing in: `challenge` from the first, and one of `totp`, `recovery`, `passkey`, `face`' })
  @ApiZodBody(secondFactorSchema)
  async answer(
    @ZodBody(secondFactorSchema) body: SecondFactorAnswer,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.door.handOver(await this.second.answer(body, client), 'You are signed in.', request, response);
  }

  @Post('passkey/options')
  @HttpCode(200)
  @ApiOperation({ summary: 'What to ask the device for, when the second step is a passkey' })
  @ApiZodBody(secondFactorOptionsSchema)
  async ask(
    @ZodBody(secondFactorOptionsSchema) { challenge }: { challenge: string },
    @Client() client: ClientInfo,
  ): Promise<PasskeyRequest> {
    return this.passkeys.ask('second_factor', challenge, await this.second.userOf(challenge, client));
  }
}
