import { Controller, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { signUpSchema, type SignedIn, type SignUp } from '@invigil/shared';
import type { Request, Response } from 'express';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { OwnOriginGuard } from '../auth/callers/own-origin.guard.js';
import { SignInDoor } from '../auth/sessions/sign-in-door.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { SignUpService } from './sign-up.service.js';

const WELCOME = 'Your account has been created. Open the link in the mail that we have sent you, to confirm your address.';

@ApiTags('sign-in')
@Controller('auth/signup')
@UseGuards(OwnOriginGuard)
export class SignUpController {
  constructor(
    private readonly signUps: SignUpService,
    private readonly door: SignInDoor,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Create a student account and sign in; a mail asks to confirm the address' })
  @ApiZodBody(signUpSchema)
  async signUp(
    @ZodBody(signUpSchema) body: SignUp,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.door.handOver(await this.signUps.signUp(body, client), WELCOME, request, response);
  }
}
