import {
  faceExchangeSchema,
  faceSearchSchema,
  type FaceExchange,
  type FaceSearch,
  type FaceSearched,
  type FaceSignedIn,
} from '@invigil/shared';
import { Controller, Header, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SignInDoor } from '../../auth/sessions/sign-in-door.js';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { FaceExchangeService } from './face-exchange.service.js';
import { FaceSearchService } from './face-search.service.js';
import { FaceUser } from './face-user.service.js';
import { VisitorGuard } from '../tickets/visitor.guard.js';
import { Visiting, type Visitor } from '../tickets/visitor.js';

@ApiTags('face')
@Controller('api')
@UseGuards(VisitorGuard)
export class FaceSignInController {
  constructor(
    private readonly searches: FaceSearchService,
    private readonly exchanges: FaceExchangeService,
    private readonly users: FaceUser,
    private readonly door: SignInDoor,
  ) {}

  @Post('upload/verification')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Search for the face of the tasks that were just done; names nobody' })
  @ApiZodBody(faceSearchSchema)
  search(@ZodBody(faceSearchSchema) body: FaceSearch, @Visiting() visitor: Visitor): Promise<FaceSearched> {
    return this.searches.search(body, visitor);
  }

  @Post('auth/face-verification')
  @HttpCode(200)
  @ApiOperation({ summary: 'Exchange the ticket of a search for a session: cookies for browsers, tokens for programs' })
  @ApiZodBody(faceExchangeSchema)
  async exchange(
    @ZodBody(faceExchangeSchema) { ticket }: FaceExchange,
    @Visiting() visitor: Visitor,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<FaceSignedIn> {
    const opened = await this.exchanges.open(this.searches.take(ticket, visitor), visitor);
    const message = opened.isNewUser ? 'Your account has been made. Add your address and a password next.' : 'You are signed in.';
    return this.users.answer(opened, this.door.handOver(opened.issued, message, request, response));
  }
}
