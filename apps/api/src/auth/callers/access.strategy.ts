import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request } from 'express';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Config } from '../../config/config.js';
import { KeyService } from '../../keys/key.service.js';
import { VERIFY, type VerifiedToken } from '../tokens/access-token.js';
import { accessCookie } from '../tokens/cookie-names.js';
import { PersonsService } from '../tokens/persons.service.js';

const bearer = ExtractJwt.fromAuthHeaderAsBearerToken();

/** Bearer for programs; only a request without an Authorization header is known by its cookie. */
@Injectable()
export class AccessStrategy extends Strategy {
  constructor(config: Config, keys: KeyService, persons: PersonsService) {
    const { complete, ...pinned } = VERIFY;
    super(
      {
        jwtFromRequest: (request: Request) => (request.headers.authorization === undefined ? fromCookie(request, config) : bearer(request)),
        secretOrKey: keys.jwtSecret,
        ...pinned,
        algorithms: [...pinned.algorithms],
        jsonWebTokenOptions: { complete },
      },
      (token: VerifiedToken, done) => {
        persons.of(token).then(
          (person) => {
            done(null, person);
          },
          (error: unknown) => {
            done(error, false);
          },
        );
      },
    );
  }
}

const fromCookie = (request: Request, config: Config): string | null =>
  parseCookie(request.headers.cookie ?? '')[accessCookie(config.production)] ?? null;
