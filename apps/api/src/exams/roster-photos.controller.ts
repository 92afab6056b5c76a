import { Controller, Delete, HttpCode, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rosterPhotoSchema } from '@invigil/shared';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { IdParam } from '../http/id-param.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { RosterPhotos } from './roster-photos.service.js';

@ApiTags('portraits')
@ApiBearerAuth()
@Controller('api/exams/:id/roster/:rosterId/photo')
@UseGuards(AccessGuard)
@Roles('instructor', 'administrator')
export class RosterPhotosController {
  constructor(private readonly photos: RosterPhotos) {}

  @Put()
  @HttpCode(204)
  @ApiOperation({ summary: 'Keep a photo to compare the portrait of somebody on the roster with; encrypted, never matched' })
  @ApiZodBody(rosterPhotoSchema)
  put(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @IdParam('rosterId') rosterId: string,
    @ZodBody(rosterPhotoSchema) { image }: z.infer<typeof rosterPhotoSchema>,
    @Client() { address }: ClientInfo,
  ): Promise<void> {
    const picture = new Uint8Array(Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'));
    return this.photos.put(person, id, rosterId, picture, address);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete the photo' })
  remove(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @IdParam('rosterId') rosterId: string,
    @Client() { address }: ClientInfo,
  ): Promise<void> {
    return this.photos.remove(person, id, rosterId, address);
  }
}
