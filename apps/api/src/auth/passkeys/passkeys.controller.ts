import { Controller, Delete, Get, Header, HttpCode, Patch, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { newPasskeySchema, renamePasskeySchema, type NewPasskey, type PasskeyAdded, type PasskeyRow } from '@invigil/shared';
import { IdParam } from '../../http/id-param.js';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { AccessGuard } from '../callers/access.guard.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { CurrentPerson } from '../callers/current-person.js';
import { FirstProofGuard } from '../proof/first-proof.guard.js';
import { FreshProofGuard } from '../proof/fresh-proof.guard.js';
import type { Person } from '../tokens/person.js';
import type { PasskeyCreation } from './passkey-registration.service.js';
import { PasskeysService } from './passkeys.service.js';

@ApiTags('passkeys')
@ApiBearerAuth()
@Controller('auth/passkeys')
@UseGuards(AccessGuard)
export class PasskeysController {
  constructor(private readonly passkeys: PasskeysService) {}

  @Get()
  @ApiOperation({ summary: 'Your passkeys' })
  list(@CurrentPerson() person: Person): Promise<PasskeyRow[]> {
    return this.passkeys.list(person.id);
  }

  @Post('options')
  @HttpCode(200)
  @UseGuards(FirstProofGuard)
  @ApiOperation({ summary: 'What to ask the device for, to make a new passkey' })
  ask(@CurrentPerson() person: Person): Promise<PasskeyCreation> {
    return this.passkeys.ask(person);
  }

  @Post()
  @UseGuards(FirstProofGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Keep a new passkey; answers with recovery codes where there are none yet' })
  @ApiZodBody(newPasskeySchema)
  add(@CurrentPerson() person: Person, @ZodBody(newPasskeySchema) body: NewPasskey, @Client() client: ClientInfo): Promise<PasskeyAdded> {
    return this.passkeys.add(person, body, client);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Give a passkey another name' })
  @ApiZodBody(renamePasskeySchema)
  rename(
    @CurrentPerson() person: Person,
    @IdParam('id') id: string,
    @ZodBody(renamePasskeySchema) { name }: { name: string },
  ): Promise<PasskeyRow[]> {
    return this.passkeys.rename(person, id, name);
  }

  @Delete(':id')
  @HttpCode(200)
  @UseGuards(FreshProofGuard)
  @ApiOperation({ summary: 'Remove a passkey: it opens this account no more' })
  remove(@CurrentPerson() person: Person, @IdParam('id') id: string, @Client() client: ClientInfo): Promise<PasskeyRow[]> {
    return this.passkeys.remove(person, id, client);
  }
}
