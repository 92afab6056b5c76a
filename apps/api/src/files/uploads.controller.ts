import { beginUploadSchema, type BeginUpload, type FileAnswer, type UploadView } from '@invigil/shared';
import { Controller, Delete, Get, Header, HttpCode, Param, ParseIntPipe, Post, Put, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { FileGate } from './file-gate.service.js';
import { FileIdParam } from './file-id-param.js';
import { FilesService } from './files.service.js';
import { PartUploads } from './part-upload.service.js';

/** Only the beginning needs the file area open: what has begun may be finished, or given up. */
@ApiTags('files')
@ApiBearerAuth()
@UseGuards(AccessGuard)
@Controller('api/files/uploads')
export class UploadsController {
  constructor(
    private readonly uploads: PartUploads,
    private readonly files: FilesService,
  ) {}

  @Post()
  @UseGuards(FileGate)
  @ApiOperation({ summary: 'Begin an upload in parts' })
  @ApiZodBody(beginUploadSchema)
  begin(@CurrentPerson() person: Person, @ZodBody(beginUploadSchema) body: BeginUpload): Promise<UploadView> {
    return this.uploads.begin(person, body);
  }

  @Get()
  @UseGuards(FileGate)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Your unfinished uploads' })
  list(@CurrentPerson() person: Person): Promise<UploadView[]> {
    return this.uploads.list(person);
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Which parts have come' })
  one(@CurrentPerson() person: Person, @FileIdParam() id: string): Promise<UploadView> {
    return this.uploads.one(person, id);
  }

  @Put(':id/:n')
  @HttpCode(204)
  @ApiOperation({ summary: 'Send one part, counted from 0' })
  @ApiConsumes('application/octet-stream')
  part(
    @CurrentPerson() person: Person,
    @FileIdParam() id: string,
    @Param('n', ParseIntPipe) n: number,
    @Req() request: Request,
  ): Promise<void> {
    return this.uploads.take(person, id, n, request);
  }

  @Post(':id/finish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a file of it, once all parts have come' })
  async finish(@CurrentPerson() person: Person, @FileIdParam() id: string, @Client() client: ClientInfo): Promise<FileAnswer> {
    await this.uploads.finish(person, id, client);
    return this.files.answer(person, id, 'Uploaded.');
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Give an upload up' })
  cancel(@CurrentPerson() person: Person, @FileIdParam() id: string): Promise<void> {
    return this.uploads.cancel(person, id);
  }
}
