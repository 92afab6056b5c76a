import { Controller, Get, Header, Ip, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { AttemptReport, ExamReport } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { IdParam } from '../http/id-param.js';
import { ReportsService } from './reports.service.js';

@ApiTags('reports')
@ApiBearerAuth()
@UseGuards(AccessGuard)
@Controller('api')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  /** All attempts of an exam, those to look at first in front. */
  @Get('exams/:id/report')
  @Header('Cache-Control', 'no-store')
  exam(@CurrentPerson() person: Person, @IdParam('id') id: string, @Ip() address: string): Promise<ExamReport> {
    return this.reports.exam(person, id, address);
  }

  /** One attempt: timeline, distances, faces, violations, answers. */
  @Get('attempts/:id/report')
  @Header('Cache-Control', 'no-store')
  attempt(@CurrentPerson() person: Person, @IdParam('id') id: string, @Ip() address: string): Promise<AttemptReport> {
    return this.reports.attempt(person, id, address);
  }
}
