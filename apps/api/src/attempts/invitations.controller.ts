import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { claimSchema, type StudentExam } from '@invigil/shared';
import type { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { InvitationsService, type InvitationPreview } from '../exams/invitations.service.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { MyExamsService } from './my-exams.service.js';

@Controller('api/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly exams: MyExamsService,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @ApiZodBody(claimSchema)
  preview(@ZodBody(claimSchema) body: z.infer<typeof claimSchema>): Promise<InvitationPreview> {
    return this.invitations.preview(body.token);
  }

  @Post('claim')
  @HttpCode(200)
  @UseGuards(AccessGuard)
  @Roles('student')
  @ApiZodBody(claimSchema)
  claim(@CurrentPerson() person: Person, @ZodBody(claimSchema) body: z.infer<typeof claimSchema>): Promise<StudentExam> {
    return this.exams.claim(person, body.token);
  }
}
