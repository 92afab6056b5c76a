import { Controller, Delete, Get, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { consentKindSchema, giveConsentSchema, type ConsentKind, type ConsentRecord } from '@invigil/shared';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody, ZodPipe } from '../http/zod-body.js';
import { ConsentsService } from './consents.service.js';

@ApiTags('consents')
@ApiBearerAuth()
@Controller('auth/consents')
@UseGuards(AccessGuard)
export class ConsentsController {
  constructor(private readonly consents: ConsentsService) {}

  @Get()
  @ApiOperation({ summary: 'What you agreed to, newest first' })
  list(@CurrentPerson() person: Person): Promise<ConsentRecord[]> {
    return this.consents.list(person.id);
  }

  @Post()
  @ApiOperation({ summary: 'Agree to the text in force' })
  @ApiZodBody(giveConsentSchema)
  give(
    @CurrentPerson() person: Person,
    @ZodBody(giveConsentSchema) body: z.infer<typeof giveConsentSchema>,
    @Client() client: ClientInfo,
  ): Promise<ConsentRecord> {
    return this.consents.give(person, body.kind, body.version, client.address);
  }

  @Delete(':kind')
  @ApiOperation({ summary: 'Withdraw: its use ends at once, and with the last consent the template is destroyed for good' })
  withdraw(
    @CurrentPerson() person: Person,
    @Param('kind', new ZodPipe(consentKindSchema)) kind: ConsentKind,
    @Client() client: ClientInfo,
  ): Promise<ConsentRecord[]> {
    return this.consents.withdraw(person, kind, client.address);
  }
}
