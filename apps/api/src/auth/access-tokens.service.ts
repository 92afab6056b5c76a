import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { KeyService } from '../keys/key.service.js';
import { ACCESS_SECONDS, ACCESS_TYPE, SIGN } from './access-token.js';
import { mintRefreshToken, sessionOfRefreshToken } from './refresh-token.js';

/** Makes tokens; what they are worth is decided by the session's row. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: KeyService,
  ) {}

  /** The same person, session and second give the same token, so that a repeated refresh gets the same pair. */
  sign(userId: string, sessionId: string, at: Date): { accessToken: string; expiresAt: Date } {
    const iat = Math.floor(at.getTime() / 1000);
    const options = { ...SIGN, expiresIn: ACCESS_SECONDS, header: { alg: SIGN.algorithm, typ: ACCESS_TYPE } };
    const accessToken = this.jwt.sign({ sub: userId, sid: sessionId, iat }, options);
    return { accessToken, expiresAt: new Date((iat + ACCESS_SECONDS) * 1000) };
  }

  mintRefresh(sessionId: string): string {
    return mintRefreshToken(sessionId, this.keys.jwtSecret);
  }

  /** @returns null when this server did not make it */
  sessionOf(refreshToken: string): string | null {
    return sessionOfRefreshToken(refreshToken, this.keys.jwtSecret);
  }
}
