import { Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { setUpSchema, type SetUp, type SignedIn } from '@invigil/shared';
import type { Request, Response } from 'express';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { OwnOriginGuard } from '../callers/own-origin.guard.js';
import { SetUpService } from './set-up.service.js';
import { SignInDoor } from '../sessions/sign-in-door.js';

@ApiTags('set-up')
@Controller('api/setup')
@UseGuards(OwnOriginGuard)
export class SetupController {
  constructor(
    private readonly setUps: SetUpService,
    private readonly door: SignInDoor,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Whether nobody has set this server up yet' })
  async state(): Promise<{ needed: boolean }> {
    return { needed: await this.setUps.isNeeded() };
  }

  @Post()
  @ApiOperation({ summary: 'Create the administrator with the one-time link and sign in' })
  @ApiZodBody(setUpSchema)
  async setUp(
    @ZodBody(setUpSchema) body: SetUp,
    @Client() client: ClientInfo,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.door.handOver(
      await this.setUps.setUp(body, client),
      'The server is set up, and you are its administrator.',
      request,
      response,
    );
  }
}
