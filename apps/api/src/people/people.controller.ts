import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { changeRoleSchema, setActiveSchema, type PersonRow, type Role, type SetActive } from '@invigil/shared';
import { z } from 'zod';
import { ClosingService } from '../accounts/closing.service.js';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { ApiZodBody, ZodBody, ZodPipe } from '../http/zod-body.js';
import { PeopleService } from './people.service.js';
import { ResetService } from './reset.service.js';
import { RolesService } from './roles.service.js';

const resetSchema = z.object({ reason: z.string().trim().min(1, 'Say why the enrolment is reset.').max(500) });
const searchSchema = z.object({ q: z.string().trim().max(200).default('') });

@ApiTags('people')
@ApiBearerAuth()
@Controller('api/people')
@UseGuards(AccessGuard)
@Roles('administrator')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly roles: RolesService,
    private readonly resets: ResetService,
    private readonly closing: ClosingService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'People by a part of their name or address, at most 200' })
  list(@Query(new ZodPipe(searchSchema)) { q }: z.infer<typeof searchSchema>): Promise<PersonRow[]> {
    return this.people.list(q);
  }

  @Patch(':id/role')
  @ApiOperation({ summary: 'Change somebody’s role; never that of the last administrator' })
  @ApiZodBody(changeRoleSchema)
  async changeRole(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @ZodBody(changeRoleSchema) body: { role: Role },
    @Client() client: ClientInfo,
  ): Promise<PersonRow> {
    await this.roles.change(person, id, body.role, client.address);
    return this.people.one(id);
  }

  @Patch(':id/active')
  @ApiOperation({ summary: 'Close somebody’s account, or open it again; never that of the last administrator' })
  @ApiZodBody(setActiveSchema)
  async setActive(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @ZodBody(setActiveSchema) body: SetActive,
    @Client() client: ClientInfo,
  ): Promise<PersonRow> {
    await this.closing.setActive(person, id, body, client);
    return this.people.one(id);
  }

  @Post(':id/template/reset')
  @HttpCode(200)
  @ApiOperation({ summary: 'Destroy somebody’s template, so that they can enrol anew' })
  @ApiZodBody(resetSchema)
  async reset(
    @CurrentPerson() person: Person,
    @Param('id', ParseUUIDPipe) id: string,
    @ZodBody(resetSchema) body: z.infer<typeof resetSchema>,
    @Client() client: ClientInfo,
  ): Promise<PersonRow> {
    await this.resets.reset(person, id, body.reason, client.address);
    return this.people.one(id);
  }
}
