import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { passkeyAnswerSchema, type PasskeyAnswer, type SignedIn } from '@invigil/shared';
import type { Request, Response } from 'express';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { OwnOriginGuard } from '../callers/own-origin.guard.js';
import { SignInDoor } from '../sessions/sign-in-door.js';
import type { PasskeyRequest } from './passkey-check.service.js';
import { PasskeyLimits } from './passkey-limits.js';
import { PasskeySignIn } from './passkey-sign-in.service.js';

@ApiTags('sign-in')
@Controller('auth/passkeys/sign-in')
@UseGuards(OwnOriginGuard)
export class PasskeySignInController {
  constructor(
    private readonly passkeys: PasskeySignIn,
    private readonly limits: PasskeyLimits,
    private readonly door: SignInDoor,
  ) {}

  @Post('options')
  @HttpCode(200)
  @ApiOperation({ summary: 'What to ask the device for, to sign in with a passkey alone' })
  ask(@Client() client: ClientInfo): Promise<PasskeyRequest> {
    this.limits.takeQuestion(client.address);
    return this.passkeys.ask(client);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in with a passkey' })
  @ApiZodBody(passkeyAnswerSchema)
  async signIn(
    @ZodBody(passkeyAnswerSchema) body: PasskeyAnswer,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    this.limits.takeAnswer(client.address);
    return this.door.handOver(await this.passkeys.signIn(body, client), 'You are signed in.', request, response);
  }
}
