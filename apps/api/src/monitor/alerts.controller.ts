import { alertQuerySchema, type AlertQuery, type MonitorAlert, type MonitorAlertPage } from '@invigil/shared';
import { Controller, Delete, Get, Header, HttpCode, Post, Query, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ZodPipe } from '../http/zod-body.js';
import { AlertsService } from './alerts.service.js';

@ApiTags('monitor')
@ApiBearerAuth()
@Controller('api/monitor/alerts')
@UseGuards(AccessGuard)
@Roles('administrator')
export class AlertsController {
  constructor(private readonly alerts: AlertsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Unknown faces that the monitor saw in the last 30 days, newest first' })
  @ApiQuery({ name: 'before', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'show', required: false })
  page(@Query(new ZodPipe(alertQuerySchema)) query: AlertQuery): Promise<MonitorAlertPage> {
    return this.alerts.page(query);
  }

  @Get(':id/picture')
  @ApiProduces('image/jpeg')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The picture as JPEG; every look is audited' })
  async picture(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<StreamableFile> {
    const jpeg = await this.alerts.picture(id, { id: person.id, address: client.address });
    return new StreamableFile(jpeg, { type: 'image/jpeg' });
  }

  @Post(':id/seen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mark an alert as seen' })
  seen(@IdParam('id') id: string): Promise<MonitorAlert> {
    return this.alerts.markSeen(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an alert and its picture for good' })
  delete(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<void> {
    return this.alerts.delete(id, { id: person.id, address: client.address });
  }
}
