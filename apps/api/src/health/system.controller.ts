import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { System } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Roles } from '../auth/callers/roles.js';
import { HealthService } from './health.service.js';

@ApiTags('system')
@ApiBearerAuth()
@Controller('api/system')
@UseGuards(AccessGuard)
@Roles('administrator')
export class SystemController {
  constructor(private readonly service: HealthService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'The engine, its queue and the frames of the last ten minutes' })
  read(): Promise<System> {
    return this.service.system();
  }
}
