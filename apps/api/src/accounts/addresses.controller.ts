import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { changeAddressSchema, confirmAddressSchema, type ChangeAddress, type ConfirmAddress, type Done } from '@invigil/shared';
import { AccessGuard } from '../auth/callers/access.guard.js';
import { Client, type ClientInfo } from '../auth/callers/client-info.js';
import { CurrentPerson } from '../auth/callers/current-person.js';
import { FirstProofGuard } from '../auth/proof/first-proof.guard.js';
import type { Person } from '../auth/tokens/person.js';
import { ApiZodBody, ZodBody } from '../http/zod-body.js';
import { AddressesService } from './addresses.service.js';

@ApiTags('account')
@ApiBearerAuth()
@Controller('auth')
@UseGuards(AccessGuard)
export class AddressesController {
  constructor(private readonly addresses: AddressesService) {}

  @Post('address')
  @HttpCode(200)
  @UseGuards(FirstProofGuard)
  @ApiOperation({ summary: 'Ask for another e-mail address, within 10 minutes of a proof; it holds once its link was opened' })
  @ApiZodBody(changeAddressSchema)
  change(@CurrentPerson() person: Person, @ZodBody(changeAddressSchema) { email }: ChangeAddress): Promise<Done> {
    return this.addresses.askForChange(person, email);
  }

  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm an address with the link from the mail, signed in to its account' })
  @ApiZodBody(confirmAddressSchema)
  confirm(
    @CurrentPerson() person: Person,
    @ZodBody(confirmAddressSchema) { token }: ConfirmAddress,
    @Client() client: ClientInfo,
  ): Promise<Done & { email: string }> {
    return this.addresses.confirm(person, token, client);
  }

  @Post('confirm/resend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send the link that confirms your address once more' })
  resend(@CurrentPerson() person: Person): Promise<Done> {
    return this.addresses.askAgain(person);
  }
}
