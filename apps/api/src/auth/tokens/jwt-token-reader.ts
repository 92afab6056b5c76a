import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { TokenReader } from './token-reader.js';
import { VERIFY, type VerifiedToken } from './access-token.js';
import type { Person } from './person.js';
import { PersonsService } from './persons.service.js';
import { tokenProblem } from './token-problem.js';

/** The sockets' door: the same rules as for requests, without a request. */
@Injectable()
export class JwtTokenReader extends TokenReader {
  constructor(
    private readonly jwt: JwtService,
    private readonly persons: PersonsService,
  ) {
    super();
  }

  async read(accessToken: string): Promise<Person> {
    const token = await this.jwt
      .verifyAsync<VerifiedToken>(accessToken, { ...VERIFY, algorithms: [...VERIFY.algorithms] })
      .catch((error: unknown) => {
        throw tokenProblem(error);
      });
    return this.persons.of(token);
  }
}
