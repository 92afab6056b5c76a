import { Injectable } from '@nestjs/common';
import type { Prove } from '@invigil/shared';
import type { ClientInfo } from '../callers/client-info.js';
import { LogInService } from './log-in.service.js';
import type { PasskeyRequest } from '../passkeys/passkey-check.service.js';
import { PasskeySignIn } from '../passkeys/passkey-sign-in.service.js';
import type { Person } from '../tokens/person.js';

/** Takes the proof, whichever it is, that the person behind a session is still the one who began it. */
@Injectable()
export class GivenProofService {
  constructor(
    private readonly logIns: LogInService,
    private readonly passkeys: PasskeySignIn,
  ) {}

  take(person: Person, proof: Prove, client: ClientInfo): Promise<void> {
    return 'passkey' in proof ? this.passkeys.prove(person, proof.passkey) : this.logIns.prove(person, proof.password, client);
  }

  ask(person: Person): Promise<PasskeyRequest> {
    return this.passkeys.askForProof(person);
  }
}
