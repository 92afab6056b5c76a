import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import { FreshProofGuard } from '../auth/proof/fresh-proof.guard.js';
import type { Person } from '../auth/tokens/person.js';
import { Roles } from '../auth/callers/roles.js';
import { FactorReset } from '../auth/second-factor/factor-reset.service.js';
import { IdParam } from '../http/id-param.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';

const resetSchema = z.object({ reason: z.string().trim().min(1, 'Say why, and how you know that it is them.').max(500) });

@ApiTags('people')
@ApiBearerAuth()
@Controller('api/people/:id/second-factor')
@UseGuards(AccessGuard, FreshProofGuard)
@Roles('administrator')
export class FactorResetController {
  constructor(private readonly resets: FactorReset) {}

  @Post('reset')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Take somebody’s authenticator app, passkeys and recovery codes away, so that the password alone signs them in',
  })
  @ApiZodBody(resetSchema)
  async reset(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @ZodBody(resetSchema) { reason }: z.infer<typeof resetSchema>,
    @Client() { address }: ClientInfo,
  ): Promise<{ status: 'success'; message: string }> {
    await this.resets.reset(person, id, reason, address);
    return { status: 'success', message: 'The second factor was reset.' };
  }
}
