import { Controller, Get, Header, Ip, Param, StreamableFile, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { EvidenceService } from './evidence.service.js';

@ApiTags('violations')
@ApiBearerAuth()
@UseGuards(AccessGuard)
@Controller('api/evidence')
export class EvidenceController {
  constructor(private readonly evidence: EvidenceService) {}

  /** The picture behind a violation, as JPEG. Only for staff who may watch the exam; every look is audited. */
  @Get(':id')
  @ApiProduces('image/jpeg')
  @Header('Cache-Control', 'no-store')
  async look(@CurrentPerson() person: Person, @Param('id') id: string, @Ip() address: string): Promise<StreamableFile> {
    return new StreamableFile(await this.evidence.look(person, id, address), { type: 'image/jpeg' });
  }
}
