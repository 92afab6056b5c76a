import { verifyFaceSchema, type FaceCheckStatus, type FaceVerified, type VerifyFace } from '@invigil/shared';
import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessGuard } from '../auth/access.guard.js';
import { Client, type ClientInfo } from '../auth/client-info.js';
import { CurrentPerson } from '../auth/current-person.js';
import type { Person } from '../auth/person.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { VerifyGate } from './verify-gate.service.js';
import { VerifyService } from './verify.service.js';

@ApiTags('face')
@ApiBearerAuth()
@Controller('api/verify-face')
@UseGuards(AccessGuard)
export class VerifyController {
  constructor(
    private readonly gate: VerifyGate,
    private readonly verification: VerifyService,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What stands between you and a face check' })
  status(@CurrentPerson() person: Person): Promise<FaceCheckStatus> {
    return this.gate.status(person);
  }

  @Post()
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
}
