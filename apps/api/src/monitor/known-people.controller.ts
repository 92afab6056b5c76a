import { importPhotoSchema, type ImportedPhoto, type ImportPhoto, type KnownFaces } from '@invigil/shared';
import { Controller, Delete, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { Problem } from '../http/problem.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { KnownPeopleService } from './known-people.service.js';
import { KnownPeopleWriter } from './known-people-writer.service.js';
import { PhotoImport } from './photo-import.service.js';

@ApiTags('monitor')
@ApiBearerAuth()
@Controller('api/monitor/people')
@UseGuards(AccessGuard)
@Roles('administrator')
export class KnownPeopleController {
  constructor(
    private readonly people: KnownPeopleService,
    private readonly photos: PhotoImport,
    private readonly writer: KnownPeopleWriter,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Whom the monitor knows: people who agreed to it, and people whose photos were imported' })
  list(): Promise<KnownFaces> {
    return this.people.list();
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Import one photo, named after the person on it; the answer says what became of it' })
  @ApiZodBody(importPhotoSchema)
  import(
    @CurrentPerson() person: Person,
    @ZodBody(importPhotoSchema) body: ImportPhoto,
    @Client() client: ClientInfo,
  ): Promise<ImportedPhoto> {
    return this.photos.import(person, body, client.address);
  }

  @Delete()
  @ApiOperation({ summary: 'Forget all imported people for good' })
  async deleteAll(@CurrentPerson() person: Person, @Client() client: ClientInfo): Promise<{ deleted: number }> {
    return { deleted: await this.writer.delete({ id: person.id, address: client.address }) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget an imported person for good' })
  async delete(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<void> {
    const deleted = await this.writer.delete({ id: person.id, address: client.address }, id);
    if (deleted === 0) throw new Problem('NOT_FOUND', 'There is no such imported person any more; reload the list.');
  }
}
