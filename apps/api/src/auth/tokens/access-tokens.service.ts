import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Config } from '../../config/config.js';
import { KeyService } from '../../keys/key.service.js';
import { ACCESS_TYPE, SIGN } from './access-token.js';
import { mintRefreshToken, sessionOfRefreshToken } from './refresh-token.js';

/** Makes tokens; what they are worth is decided by the session's row. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly jwt: JwtService,
    private readonly keys: KeyService,
    private readonly config: Config,
  ) {}

  /** The same person, session and second give the same token, so that a repeated refresh gets the same pair. */
  sign(userId: string, sessionId: string, at: Date): { accessToken: string; expiresAt: Date } {
    const iat = Math.floor(at.getTime() / 1000);
    const { accessSeconds } = this.config;
    const options = { ...SIGN, expiresIn: accessSeconds, header: { alg: SIGN.algorithm, typ: ACCESS_TYPE } };
    const accessToken = this.jwt.sign({ sub: userId, sid: sessionId, iat }, options);
    return { accessToken, expiresAt: new Date((iat + accessSeconds) * 1000) };
  }

  mintRefresh(sessionId: string): string {
    return mintRefreshToken(sessionId, this.keys.jwtSecret);
  }

  /** @returns null when this server did not make it */
  sessionOf(refreshToken: string): string | null {
    return sessionOfRefreshToken(refreshToken, this.keys.jwtSecret);
  }
}
