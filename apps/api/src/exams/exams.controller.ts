import { Controller, Delete, Get, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { examInputSchema, newLinkSchema, rosterAddSchema, staffAddSchema } from '@invigil/shared';
import type { ExamDetail, ExamParsed, ExamSummary, InvitationLink, RosterAdd, StaffRow } from '@invigil/shared';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { ExamReader } from './exam-reader.service.js';
import { ExamsService } from './exams.service.js';
import { RosterService } from './roster.service.js';
import { StaffService } from './staff.service.js';

@Controller('api/exams')
@UseGuards(AccessGuard)
@Roles('instructor', 'administrator')
export class ExamsController {
  constructor(
    private readonly exams: ExamsService,
    private readonly reader: ExamReader,
    private readonly roster: RosterService,
    private readonly staff: StaffService,
  ) {}

  @Get()
  @Roles('proctor', 'instructor', 'administrator')
  list(@CurrentPerson() person: Person): Promise<ExamSummary[]> {
    return this.reader.list(person);
  }

  @Post()
  @ApiZodBody(examInputSchema)
  create(@CurrentPerson() person: Person, @ZodBody(examInputSchema) body: ExamParsed): Promise<ExamDetail> {
    return this.exams.create(person, body);
  }

  @Get(':id')
  detail(@CurrentPerson() person: Person, @IdParam('id') id: string): Promise<ExamDetail> {
    return this.reader.detail(person, id);
  }

  @Put(':id')
  @ApiZodBody(examInputSchema)
  edit(@CurrentPerson() person: Person, @IdParam('id') id: string, @ZodBody(examInputSchema) body: ExamParsed): Promise<ExamDetail> {
    return this.exams.edit(person, id, body);
  }

  @Post(':id/publish')
  @HttpCode(200)
  publish(@CurrentPerson() person: Person, @IdParam('id') id: string): Promise<ExamDetail> {
    return this.exams.publish(person, id);
  }

  @Post(':id/roster')
  @ApiZodBody(rosterAddSchema)
  invite(@CurrentPerson() person: Person, @IdParam('id') id: string, @ZodBody(rosterAddSchema) body: RosterAdd): Promise<InvitationLink[]> {
    return this.roster.add(person, id, body);
  }

  @Post(':id/roster/:rosterId/link')
  @ApiZodBody(newLinkSchema)
  renew(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @IdParam('rosterId') rosterId: string,
    @ZodBody(newLinkSchema) { mail }: { mail: boolean },
  ): Promise<InvitationLink> {
    return this.roster.renew(person, id, rosterId, mail);
  }

  @Delete(':id/roster/:rosterId')
  @HttpCode(204)
  uninvite(@CurrentPerson() person: Person, @IdParam('id') id: string, @IdParam('rosterId') rosterId: string): Promise<void> {
    return this.roster.remove(person, id, rosterId);
  }

  @Post(':id/staff')
  @ApiZodBody(staffAddSchema)
  appoint(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @ZodBody(staffAddSchema) body: z.infer<typeof staffAddSchema>,
  ): Promise<StaffRow> {
    return this.staff.add(person, id, body);
  }

  @Delete(':id/staff/:userId')
  @HttpCode(204)
  dismiss(@CurrentPerson() person: Person, @IdParam('id') id: string, @IdParam('userId') userId: string): Promise<void> {
    return this.staff.remove(person, id, userId);
  }
}
