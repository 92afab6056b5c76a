import { Injectable } from '@nestjs/common';
import type { SignedIn } from '@invigil/shared';
import type { Request, Response } from 'express';
import { Problem } from '../../http/problem.js';
import type { ClientInfo } from '../callers/client-info.js';
import { SessionsService } from './sessions.service.js';
import { SignInDoor } from './sign-in-door.js';

/** Refreshing and ending a session over HTTP, where a browser's cookies go with it. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly sessions: SessionsService,
    private readonly door: SignInDoor,
  ) {}

  async refresh(sent: string | undefined, client: ClientInfo, request: Request, response: Response): Promise<SignedIn> {
    const token = this.door.refreshTokenOf(request, sent);
    if (token === undefined) throw new Problem('UNAUTHENTICATED', 'Not authenticated. Sign in first.');
    try {
      return this.door.handOver(await this.sessions.refresh(token, client), 'Your sign-in has been extended.', request, response);
    } catch (error) {
      if (error instanceof Problem) this.door.clear(response);
      throw error;
    }
  }

  async end(
    sent: string | undefined,
    client: ClientInfo,
    request: Request,
    response: Response,
  ): Promise<{ status: 'success'; message: string }> {
    this.door.clear(response);
    const sessionId = await this.door.sessionOf(request, sent);
    if (sessionId !== null) await this.sessions.revoke(sessionId, 'signed out', client);
    return { status: 'success', message: 'You are signed out.' };
  }
}
