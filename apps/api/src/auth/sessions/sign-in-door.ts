import { Injectable } from '@nestjs/common';
import type { SignedIn } from '@invigil/shared';
import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import { Config } from '../../config/config.js';
import { TokenReader } from '../tokens/token-reader.js';
import { AccessTokens } from '../tokens/access-tokens.service.js';
import { accessCookie, refreshCookie } from '../tokens/cookie-names.js';
import { isBrowser } from '../callers/request-origin.js';
import type { Issued } from './sessions.service.js';

const REFRESH_MS = 7 * 24 * 60 * 60 * 1000;

/** Hands tokens over and takes them back: cookies that no script can read for browsers, the body for programs. */
@Injectable()
export class SignInDoor {
  constructor(
    private readonly config: Config,
    private readonly tokens: AccessTokens,
    private readonly reader: TokenReader,
  ) {}

  handOver(issued: Issued, message: string, request: Request, response: Response): SignedIn {
    response.setHeader('Cache-Control', 'no-store');
    const { user, accessToken, refreshToken, expiresAt } = issued;
    const { email, name, role, previousLogin } = user;
    const answer: SignedIn = {
      status: 'success',
      message,
      email,
      name,
      role,
      lastLogin: previousLogin?.toISOString() ?? null,
      expiresAt: expiresAt.toISOString(),
    };
    if (!isBrowser(request)) return { ...answer, token: accessToken, tokens: { accessToken, refreshToken } };
    response.cookie(accessCookie(this.config.production), accessToken, { ...this.cookie('/'), maxAge: this.config.accessSeconds * 1000 });
    response.cookie(refreshCookie(this.config.production), refreshToken, { ...this.cookie('/auth'), maxAge: REFRESH_MS });
    return answer;
  }

  /** The refresh token of a request: a browser's comes in its cookie, a program's in the body. */
  refreshTokenOf(request: Request, sent: string | undefined): string | undefined {
    if (sent !== undefined && !isBrowser(request)) return sent;
    return parseCookie(request.headers.cookie ?? '')[refreshCookie(this.config.production)];
  }

  /** The session that a request wants to end, known by whichever token it still holds. */
  async sessionOf(request: Request, sent: string | undefined): Promise<string | null> {
    const refreshToken = this.refreshTokenOf(request, sent);
    if (refreshToken !== undefined) return this.tokens.sessionOf(refreshToken);
    const [, bearer] = /^bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const accessToken = bearer ?? parseCookie(request.headers.cookie ?? '')[accessCookie(this.config.production)];
    return accessToken === undefined ? null : (await this.reader.read(accessToken)).sessionId;
  }

  clear(response: Response): void {
    response.clearCookie(accessCookie(this.config.production), this.cookie('/'));
    response.clearCookie(refreshCookie(this.config.production), this.cookie('/auth'));
  }

  private cookie(path: string): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.config.production, path };
  }
}
