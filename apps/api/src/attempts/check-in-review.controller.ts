import { Controller, Get, Header, StreamableFile, UseGuards } from '@nestjs/common';
import type { CheckInReview } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { IdParam } from '../http/id-param.js';
import { CheckInReviews } from './check-in-review.service.js';

const jpeg = (bytes: Buffer): StreamableFile => new StreamableFile(bytes, { type: 'image/jpeg', length: bytes.length });

/** No roles here: whoever may not watch the exam, students too, finds nothing under these addresses. */
@Controller('api/attempts/:id/check-in')
@UseGuards(AccessGuard)
export class CheckInReviewController {
  constructor(private readonly reviews: CheckInReviews) {}

  @Get()
  @Header('cache-control', 'no-store')
  of(@CurrentPerson() person: Person, @IdParam('id') id: string): Promise<CheckInReview> {
    return this.reviews.of(person, id);
  }

  @Get('portrait')
  @Header('cache-control', 'no-store')
  async portrait(@CurrentPerson() person: Person, @IdParam('id') id: string): Promise<StreamableFile> {
    return jpeg(await this.reviews.portrait(person, id));
  }

  @Get('pictures/:pictureId')
  @Header('cache-control', 'no-store')
  async picture(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @IdParam('pictureId') pictureId: string,
  ): Promise<StreamableFile> {
    return jpeg(await this.reviews.picture(person, id, pictureId));
  }
}
