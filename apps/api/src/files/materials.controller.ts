import { materialsSchema, type Materials } from '@invigil/shared';
import { Controller, Get, Header, Put, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { FileIdParam } from './file-id-param.js';
import { MaterialsService } from './materials.service.js';
import { StudentMaterials } from './student-materials.service.js';

@ApiTags('files')
@ApiBearerAuth()
@UseGuards(AccessGuard)
@Controller('api')
export class MaterialsController {
  constructor(
    private readonly materials: MaterialsService,
    private readonly student: StudentMaterials,
  ) {}

  @Get('exams/:examId/materials')
  @Roles('instructor', 'administrator')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Files that students of an exam may open during their attempt' })
  list(@CurrentPerson() person: Person, @IdParam('examId') examId: string): Promise<Materials> {
    return this.materials.list(person, examId);
  }

  @Put('exams/:examId/materials')
  @Roles('instructor', 'administrator')
  @ApiOperation({ summary: 'Replace them, with files of yours' })
  @ApiZodBody(materialsSchema)
  replace(
    @CurrentPerson() person: Person,
    @IdParam('examId') examId: string,
    @ZodBody(materialsSchema) body: z.infer<typeof materialsSchema>,
    @Client() client: ClientInfo,
  ): Promise<Materials> {
    return this.materials.replace(person, examId, body.fileIds, client);
  }

  @Get('my/attempts/:attemptId/materials')
  @Roles('student')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Files of the exam that you are sitting' })
  mine(@CurrentPerson() person: Person, @IdParam('attemptId') attemptId: string): Promise<Materials> {
    return this.student.list(person, attemptId);
  }

  @Get('my/attempts/:attemptId/materials/:fileId')
  @Roles('student')
  @ApiOperation({ summary: 'The content of one of them' })
  open(
    @CurrentPerson() person: Person,
    @IdParam('attemptId') attemptId: string,
    @FileIdParam('fileId') fileId: string,
    @Req() request: Request,
    @Res() response: Response,
    @Client() client: ClientInfo,
  ): Promise<void> {
    return this.student.open(person, { attemptId, fileId }, request, response, client);
  }
}
