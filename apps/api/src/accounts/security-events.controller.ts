import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { SecurityEventPage } from '@invigil/shared';
import { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ZodPipe } from '../http/zod-body.js';
import { SecurityEventsService } from './security-events.service.js';

const pageSchema = z.object({ before: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(30) });

@ApiTags('account')
@ApiBearerAuth()
@Controller('api/events')
@UseGuards(AccessGuard)
export class SecurityEventsController {
  constructor(private readonly events: SecurityEventsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What happened to your account, newest first: sign-ins, verifications, files, changes' })
  @ApiQuery({ name: 'before', required: false })
  @ApiQuery({ name: 'limit', required: false })
  page(
    @CurrentPerson() person: Person,
    @Query(new ZodPipe(pageSchema)) { before, limit }: z.infer<typeof pageSchema>,
  ): Promise<SecurityEventPage> {
    return this.events.page(person, before, limit);
  }
}
