import { Controller, Delete, Get, HttpCode, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { SessionRow } from '@invigil/shared';
import { IdParam } from '../../http/id-param.js';
import { AccessGuard } from '../callers/access.guard.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { CurrentPerson } from '../callers/current-person.js';
import { OwnSessionsService } from './own-sessions.service.js';
import type { Person } from '../tokens/person.js';

@ApiTags('devices')
@ApiBearerAuth()
@Controller('auth/sessions')
@UseGuards(AccessGuard)
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessionsService) {}

  @Get()
  @ApiOperation({ summary: 'The devices that are signed in to your account' })
  list(@CurrentPerson() person: Person): Promise<SessionRow[]> {
    return this.sessions.list(person);
  }

  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign one of your devices out, and close its connections' })
  async end(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<SessionRow[]> {
    await this.sessions.end(person, id, client);
    return this.sessions.list(person);
  }

  @Delete()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign all your other devices out' })
  async endOthers(@CurrentPerson() person: Person, @Client() client: ClientInfo): Promise<SessionRow[]> {
    await this.sessions.endOthers(person, client);
    return this.sessions.list(person);
  }
}
