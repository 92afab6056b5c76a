import { Controller, Get, Header, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { mailQuerySchema, type MailPage, type MailQuery, type MailSummary, type OpenedMail } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ZodPipe } from '../http/zod-body.js';
import { MailsService } from './mails.service.js';

@ApiTags('mail')
@ApiBearerAuth()
@Controller('api/mails')
@UseGuards(AccessGuard)
@Roles('administrator')
export class MailsController {
  constructor(private readonly mails: MailsService) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Mails and what became of them, newest first' })
  @ApiQuery({ name: 'q', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({ name: 'before', required: false })
  @ApiQuery({ name: 'limit', required: false })
  page(@Query(new ZodPipe(mailQuerySchema)) query: MailQuery): Promise<MailPage> {
    return this.mails.page(query);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What an unsent mail says, where no mail server is set; written down' })
  open(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<OpenedMail> {
    return this.mails.open(id, { id: person.id, address: client.address });
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a mail that was not sent, now' })
  retry(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<MailSummary> {
    return this.mails.retry(id, { id: person.id, address: client.address });
  }
}
