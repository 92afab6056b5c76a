import type { JwtVerifyOptions } from '@nestjs/jwt';

const ISSUER = 'invigil';
const AUDIENCE = 'invigil';
/** In the token's header, so that no other kind of token that this server may sign one day passes for an access token. */
export const ACCESS_TYPE = 'access';

/** What every verification pins; the algorithm named by a token is never believed. `complete` gives the header too. */
export const VERIFY = { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, complete: true } as const satisfies JwtVerifyOptions;
export const SIGN = { algorithm: 'HS256', issuer: ISSUER, audience: AUDIENCE } as const;

/** A token whose signature, algorithm, issuer, audience and expiry have been verified. */
export interface VerifiedToken {
  header: { typ?: string };
  payload: { sub?: unknown; sid?: unknown; exp?: unknown };
}
