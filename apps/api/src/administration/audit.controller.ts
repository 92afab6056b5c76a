import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { auditQuerySchema, type AuditPage, type AuditQuery } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Roles } from '../auth/callers/roles.js';
import { ZodPipe } from '../http/zod-body.js';
import { AuditLogService } from './audit-log.service.js';

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
  @ApiQuery({ name: 'person', required: false })
  @ApiQuery({ name: 'area', required: false })
  @ApiQuery({ name: 'from', required: false })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'before', required: false })
  @ApiQuery({ name: 'limit', required: false })
  page(@Query(new ZodPipe(auditQuerySchema)) query: AuditQuery): Promise<AuditPage> {
    return this.log.page(query);
  }
}
