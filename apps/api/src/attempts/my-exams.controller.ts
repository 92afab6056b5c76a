import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { askSchema, checkInSchema } from '@invigil/shared';
import type { CheckedIn, CheckIn, StudentAttempt, StudentExam } from '@invigil/shared';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import { MoreThanFaceGuard } from '../auth/callers/more-than-face.guard.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { CheckInService } from './check-in.service.js';
import { MyExamsService } from './my-exams.service.js';

@Controller('api/my')
@UseGuards(AccessGuard)
@Roles('student')
export class MyExamsController {
  constructor(
    private readonly exams: MyExamsService,
    private readonly checkIns: CheckInService,
  ) {}

  @Get('exams')
  list(@CurrentPerson() person: Person): Promise<StudentExam[]> {
    return this.exams.list(person);
  }

  @Get('exams/:examId')
  one(@CurrentPerson() person: Person, @IdParam('examId') examId: string): Promise<StudentExam> {
    return this.exams.one(person, examId);
  }

  @Post('exams/:examId/attempt')
  @UseGuards(MoreThanFaceGuard)
  @HttpCode(200)
  attempt(@CurrentPerson() person: Person, @IdParam('examId') examId: string): Promise<StudentAttempt> {
    return this.exams.attempt(person, examId);
  }

  @Post('attempts/:id/check-in')
  @UseGuards(MoreThanFaceGuard)
  @HttpCode(200)
  @ApiZodBody(checkInSchema)
  checkIn(@CurrentPerson() person: Person, @IdParam('id') id: string, @ZodBody(checkInSchema) body: CheckIn): Promise<CheckedIn> {
    return this.checkIns.checkIn(person, id, body.frames);
  }

  @Post('attempts/:id/ask')
  @UseGuards(MoreThanFaceGuard)
  @HttpCode(200)
  @ApiZodBody(askSchema)
  ask(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @ZodBody(askSchema) body: z.infer<typeof askSchema>,
  ): Promise<StudentAttempt> {
    return this.checkIns.ask(person, id, body.frames);
  }
}
