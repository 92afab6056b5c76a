import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { logInSchema, type LogIn, type SignedIn } from '@invigil/shared';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { LogInService } from './log-in.service.js';
import { OwnOriginGuard } from '../callers/own-origin.guard.js';
import { RefreshService } from '../sessions/refresh.service.js';
import { SignInDoor } from '../sessions/sign-in-door.js';

const tokenSchema = z.object({ refreshToken: z.string().max(200).optional() });
type Token = z.infer<typeof tokenSchema>;

@ApiTags('sign-in')
@Controller('auth')
@UseGuards(OwnOriginGuard)
export class AuthController {
  constructor(
    private readonly logIns: LogInService,
    private readonly refreshes: RefreshService,
    private readonly door: SignInDoor,
  ) {}

  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in: cookies for browsers, tokens in the body for programs' })
  @ApiZodBody(logInSchema)
  async logIn(
    @ZodBody(logInSchema) body: LogIn,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.door.handOver(await this.logIns.logIn(body, client), 'You are signed in.', request, response);
  }

  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange the refresh token (cookie or body) for a new pair' })
  @ApiZodBody(tokenSchema)
  refresh(
    @ZodBody(tokenSchema) body: Token,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.refreshes.refresh(body.refreshToken, client, request, response);
  }

  @Post('logout')
  @HttpCode(200)
  @ApiOperation({ summary: 'End the session' })
  @ApiZodBody(tokenSchema)
  logOut(
    @ZodBody(tokenSchema) body: Token,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ status: 'success'; message: string }> {
    return this.refreshes.end(body.refreshToken, client, request, response);
  }
}
