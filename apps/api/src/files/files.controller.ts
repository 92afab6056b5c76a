import { changeFileSchema, fileListSchema, filePeopleSchema } from '@invigil/shared';
import type { ChangeFile, FileAnswer, FileList, FileListQuery, FilePeople as People } from '@invigil/shared';
import { Controller, Delete, Get, Header, Patch, Post, Put, Query, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody, ZodPipe } from '../http/zod-body.js';
import { DownloadsService } from './downloads.service.js';
import { FileGate } from './file-gate.service.js';
import { FileIdParam } from './file-id-param.js';
import { FilePeople } from './file-people.service.js';
import { FilesService } from './files.service.js';
import { WholeUploads } from './whole-upload.service.js';

const FORM = { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } }, required: ['file'] } };

@ApiTags('files')
@ApiBearerAuth()
@UseGuards(AccessGuard, FileGate)
@Controller('api/files')
export class FilesController {
  constructor(
    private readonly files: FilesService,
    private readonly uploads: WholeUploads,
    private readonly people: FilePeople,
    private readonly downloads: DownloadsService,
  ) {}

  @Post('upload')
  @ApiOperation({ summary: 'Upload a file as a form, in one request' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  async upload(@CurrentPerson() person: Person, @Req() request: Request, @Client() client: ClientInfo): Promise<FileAnswer> {
    return this.files.answer(person, await this.uploads.receive(person, request, client), 'Uploaded.');
  }

  @Get('list')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Your own files and those shared with you, newest first' })
  @ApiQuery({ name: 'q', required: false })
  @ApiQuery({ name: 'scope', required: false, enum: ['mine', 'shared', 'public'] })
  @ApiQuery({ name: 'after', required: false })
  list(@CurrentPerson() person: Person, @Query(new ZodPipe(fileListSchema)) query: FileListQuery): Promise<FileList> {
    return this.files.list(person, query);
  }

  /** Also answers HEAD. */
  @Get('download/:id')
  @ApiOperation({ summary: 'The content of a file, whole or a range of it' })
  @ApiProduces('application/octet-stream')
  download(
    @CurrentPerson() person: Person,
    @FileIdParam() id: string,
    @Req() request: Request,
    @Res() response: Response,
    @Client() client: ClientInfo,
  ): Promise<void> {
    return this.downloads.download(person, id, request, response, client);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a file of yours, or let anybody who is signed in open it' })
  @ApiZodBody(changeFileSchema)
  change(
    @CurrentPerson() person: Person,
    @FileIdParam() id: string,
    @ZodBody(changeFileSchema) body: ChangeFile,
    @Client() client: ClientInfo,
  ): Promise<FileAnswer> {
    return this.files.change(person, id, body, client);
  }

  @Put(':id/people')
  @ApiOperation({ summary: 'Share a file of yours with these people, by their addresses' })
  @ApiZodBody(filePeopleSchema)
  share(
    @CurrentPerson() person: Person,
    @FileIdParam() id: string,
    @ZodBody(filePeopleSchema) body: People,
    @Client() client: ClientInfo,
  ): Promise<FileAnswer> {
    return this.people.replace(person, id, body.emails, client);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Delete a file of yours' })
  delete(@CurrentPerson() person: Person, @FileIdParam() id: string, @Client() client: ClientInfo): Promise<FileAnswer> {
    return this.files.delete(person, id, client);
  }
}
