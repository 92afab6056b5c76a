import { Controller, Delete, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { confirmTotpSchema, type FreshCodes, type SecondFactors, type TotpSetUp } from '@invigil/shared';
import { ApiZodBody, ZodBody } from '../../http/zod-body.js';
import { AccessGuard } from '../callers/access.guard.js';
import { Client, type ClientInfo } from '../callers/client-info.js';
import { CurrentPerson } from '../callers/current-person.js';
import { FreshProofGuard } from '../proof/fresh-proof.guard.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import type { Person } from '../tokens/person.js';
import { OwnFactorsService } from './own-factors.service.js';

/** What was set up is there to read; each change asks for a fresh proof. */
@ApiTags('second factor')
@ApiBearerAuth()
@Controller('auth')
@UseGuards(AccessGuard)
export class OwnFactorsController {
  constructor(
    private readonly factors: OwnFactorsService,
    private readonly passkeys: PasskeysService,
  ) {}

  @Get('second-factor')
  @ApiOperation({ summary: 'What you sign in with besides the password' })
  async state(@CurrentPerson() person: Person): Promise<SecondFactors> {
    return { ...(await this.factors.state(person)), passkeys: await this.passkeys.list(person.id) };
  }

  @Post('totp')
  @UseGuards(FreshProofGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Begin to set up an authenticator app: its secret, shown once' })
  beginTotp(@CurrentPerson() person: Person): Promise<TotpSetUp> {
    return this.factors.beginTotp(person);
  }

  @Post('totp/confirm')
  @HttpCode(200)
  @UseGuards(FreshProofGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Show by a code that the app has the secret; answers with recovery codes where there are none yet' })
  @ApiZodBody(confirmTotpSchema)
  confirmTotp(
    @CurrentPerson() person: Person,
    @ZodBody(confirmTotpSchema) { code }: { code: string },
    @Client() client: ClientInfo,
  ): Promise<FreshCodes> {
    return this.factors.confirmTotp(person, code, client);
  }

  @Delete('totp')
  @HttpCode(200)
  @UseGuards(FreshProofGuard)
  @ApiOperation({ summary: 'Switch the authenticator app off' })
  async removeTotp(@CurrentPerson() person: Person, @Client() client: ClientInfo): Promise<SecondFactors> {
    await this.factors.removeTotp(person, client);
    return this.state(person);
  }

  @Post('recovery-codes')
  @UseGuards(FreshProofGuard)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Ten new recovery codes, shown once; the old ones stop working' })
  renewCodes(@CurrentPerson() person: Person, @Client() client: ClientInfo): Promise<FreshCodes> {
    return this.factors.renewCodes(person, client);
  }
}
