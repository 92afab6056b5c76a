import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { proveSchema, type Prove } from '@invigil/shared';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { AccessGuard } from '../callers/access.guard.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { CurrentPerson } from '../callers/current-person.js';
import { GivenProofService } from './given-proof.service.js';
import type { PasskeyRequest } from '../passkeys/passkey-check.service.js';
import type { Person } from '../tokens/person.js';

@ApiTags('sign-in')
@ApiBearerAuth()
@Controller('auth/prove')
@UseGuards(AccessGuard)
export class ProofController {
  constructor(private readonly proofs: GivenProofService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Give the password or a passkey once more; opens for 10 minutes what asks for a fresh proof' })
  @ApiZodBody(proveSchema)
  async prove(
    @CurrentPerson() person: Person,
    @ZodBody(proveSchema) body: Prove,
    @Client() client: ClientInfo,
  ): Promise<{ status: 'success'; message: string }> {
    await this.proofs.take(person, body, client);
    return { status: 'success', message: 'Thank you. Go on within 10 minutes.' };
  }

  @Post('passkey/options')
  @HttpCode(200)
  @ApiOperation({ summary: 'What to ask the device for, when the proof is a passkey' })
  ask(@CurrentPerson() person: Person): Promise<PasskeyRequest> {
    return this.proofs.ask(person);
  }
}
