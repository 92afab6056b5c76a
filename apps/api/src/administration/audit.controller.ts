import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { AuditPage } from '@invigil/shared';
import { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Roles } from '../auth/callers/roles.js';
import { ZodPipe } from '../http/zod-body.js';
import { AuditLogService } from './audit-log.service.js';

const pageSchema = z.object({ before: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) });

@ApiTags('audit')
@ApiBearerAuth()
@Controller('api/audit')
@UseGuards(AccessGuard)
@Roles('administrator')
export class AuditController {
  constructor(private readonly log: AuditLogService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Who did what, newest first' })
  @ApiQuery({ name: 'before', required: false })
  @ApiQuery({ name: 'limit', required: false })
  page(@Query(new ZodPipe(pageSchema)) { before, limit }: z.infer<typeof pageSchema>): Promise<AuditPage> {
    return this.log.page(before, limit);
  }
}
