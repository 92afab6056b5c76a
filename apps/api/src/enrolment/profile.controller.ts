import { Controller, Get, Header, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { enrolSchema, type Enrolled, type EnrolRequest, type Profile } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { EnrolmentService } from './enrolment.service.js';
import { OwnDescriptorService, type OwnDescriptor } from './own-descriptor.service.js';
import { ProfileService } from './profile.service.js';

@ApiTags('profile')
@ApiBearerAuth()
@Controller('auth/profile')
@UseGuards(AccessGuard)
export class ProfileController {
  constructor(
    private readonly profiles: ProfileService,
    private readonly enrolments: EnrolmentService,
    private readonly descriptors: OwnDescriptorService,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Your account; flags about the descriptor, never the descriptor' })
  profile(@CurrentPerson() person: Person): Promise<Profile> {
    return this.profiles.of(person);
  }

  @Post('image')
  @ApiOperation({ summary: 'Enrol once: the descriptor, and 3 to 5 frames from which the server computes its own' })
  @ApiZodBody(enrolSchema)
  enrol(@CurrentPerson() person: Person, @ZodBody(enrolSchema) body: EnrolRequest, @Client() client: ClientInfo): Promise<Enrolled> {
    return this.enrolments.enrol(person, body, client.address);
  }

  @Get('face-descriptor')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Your own descriptor, within 10 minutes of giving your password' })
  descriptor(@CurrentPerson() person: Person, @Client() client: ClientInfo): Promise<OwnDescriptor> {
    return this.descriptors.read(person, client.address);
  }
}
