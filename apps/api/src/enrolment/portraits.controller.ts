import { Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { approveTemplateSchema, type PortraitRow } from '@invigil/shared';
import { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { PortraitsService } from './portraits.service.js';

const judgeSchema = approveTemplateSchema.refine(({ decision, reason }) => decision === 'approve' || (reason ?? '') !== '', {
  path: ['reason'],
  message: 'Say why the portrait is rejected.',
});

@ApiTags('portraits')
@ApiBearerAuth()
@Controller('api/portraits')
@UseGuards(AccessGuard)
@Roles('instructor', 'administrator')
export class PortraitsController {
  constructor(private readonly portraits: PortraitsService) {}

  @Get()
  @ApiOperation({ summary: 'Portraits that wait to be compared, longest waiting first' })
  list(@CurrentPerson() person: Person): Promise<PortraitRow[]> {
    return this.portraits.waiting(person);
  }

  @Get(':userId/image')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The portrait as JPEG; every look is audited' })
  async image(
    @CurrentPerson() person: Person,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Client() client: ClientInfo,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.portraits.view(person, userId, client.address), { type: 'image/jpeg' });
  }

  @Get(':userId/photo')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: "The roster's photo of this person as JPEG, where an exam that you run has one; every look is audited" })
  async photo(
    @CurrentPerson() person: Person,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Client() client: ClientInfo,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.portraits.photo(person, userId, client.address), { type: 'image/jpeg' });
  }

  @Post(':userId')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve it (the picture is deleted) or reject it (the template is destroyed)' })
  @ApiZodBody(approveTemplateSchema)
  judge(
    @CurrentPerson() person: Person,
    @Param('userId', ParseUUIDPipe) userId: string,
    @ZodBody(judgeSchema) body: z.infer<typeof judgeSchema>,
    @Client() client: ClientInfo,
  ): Promise<{ status: 'success'; message: string }> {
    return this.portraits.judge(person, userId, body, client.address);
  }
}
