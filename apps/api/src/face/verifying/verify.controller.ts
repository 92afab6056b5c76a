import {
  faceMatchSchema,
  verifyFaceSchema,
  type FaceCheckStatus,
  type FaceMatched,
  type FaceVerified,
  type VerifyFace,
} from '@invigil/shared';
import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccessGuard } from '../../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../../auth/callers/client-info.js';
import { CurrentPerson } from '../../auth/callers/current-person.js';
import type { Person } from '../../auth/tokens/person.js';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { FaceMatchService } from './face-match.service.js';
import { VerifyGate } from './verify-gate.service.js';
import { VerifyService } from './verify.service.js';

@ApiTags('face')
@ApiBearerAuth()
@Controller('api')
@UseGuards(AccessGuard)
export class VerifyController {
  constructor(
    private readonly gate: VerifyGate,
    private readonly verification: VerifyService,
    private readonly matches: FaceMatchService,
  ) {}

  @Get('verify-face')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What stands between you and a face check' })
  status(@CurrentPerson() person: Person): Promise<FaceCheckStatus> {
    return this.gate.status(person);
  }

  @Post('verify-face')
  @HttpCode(200)
  @ApiOperation({ summary: 'Verify your face: this session counts as face-verified for 15 minutes' })
  @ApiZodBody(verifyFaceSchema)
  verify(
    @CurrentPerson() person: Person,
    @ZodBody(verifyFaceSchema) body: VerifyFace,
    @Client() client: ClientInfo,
  ): Promise<FaceVerified> {
    return this.verification.verify(person, body, client);
  }

  @Post('facematch')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try whether a picture looks like you; opens nothing' })
  @ApiZodBody(faceMatchSchema)
  match(@CurrentPerson() person: Person, @ZodBody(faceMatchSchema) { image }: z.infer<typeof faceMatchSchema>): Promise<FaceMatched> {
    return this.matches.match(person, image);
  }
}
