import type { SignInMethod } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { AuditService } from '../../audit/audit.service.js';
import { Problem } from '../../http/problem.js';
import { AccessTokens } from '../tokens/access-tokens.service.js';
import type { ClientInfo } from '../callers/client-info.js';
import { LoginSession } from '../entities/login-session.entity.js';
import { NewDeviceService } from './new-device.service.js';
import { refreshMove } from '../tokens/refresh-move.js';
import { hashOfRefreshToken, openSuccessor, sealSuccessor } from '../tokens/refresh-token.js';
import { SessionSignals } from './session-signals.js';
import { User } from '../entities/user.entity.js';

const SESSION_MS = 7 * 24 * 60 * 60 * 1000;

/** A pair of tokens and whose they are. */
export interface Issued {
  user: User;
  sessionId: string;
  accessToken: string;
  refreshToken: string;
  /** Of the access token. */
  expiresAt: Date;
}

/** Login sessions: one a device, kept alive by refresh tokens that are used once. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly tokens: AccessTokens,
    private readonly signals: SessionSignals,
    private readonly audit: AuditService,
    private readonly newDevices: NewDeviceService,
  ) {}

  /**
   * Begins a session for somebody who has just shown who they are.
   * @param user as it was read for that; of an account that was closed, or got another password, in between no session begins
   */
  async begin(user: User, client: ClientInfo, manager: EntityManager, method: SignInMethod = 'password'): Promise<Issued> {
    const now = new Date();
    const id = uuid();
    await this.noteSignIn(user, now, manager);
    const detail = { method, device: client.device };
    const entry = { action: 'session.begun', subjectType: 'session', subjectId: id, detail, address: client.address };
    await this.audit.record({ actorId: user.id, ...entry }, manager);
    await this.newDevices.tell(user, client, user.previousLogin === null, manager);
    const refreshToken = this.tokens.mintRefresh(id);
    await manager.getRepository(LoginSession).insert({
      id,
      userId: user.id,
      refreshHash: hashOfRefreshToken(refreshToken),
      ...client,
      method,
      lastUsedAt: now,
      provedAt: method === 'face' ? null : now,
      passkeyAt: method === 'passkey' ? now : null,
      expiresAt: new Date(now.getTime() + SESSION_MS),
    });
    return { user, sessionId: id, refreshToken, ...this.tokens.sign(user.id, id, now) };
  }

  /**
   * A new pair for a refresh token; requests at once with the same token get the same pair.
   * @throws Problem UNAUTHENTICATED when the session is over; a token used again ends it
   */
  async refresh(token: string, client: ClientInfo): Promise<Issued> {
    const sessionId = this.tokens.sessionOf(token);
    const result = sessionId === null ? 'ended' : await this.source.transaction((manager) => this.exchange(sessionId, token, manager));
    if (result === 'reused' && sessionId !== null) await this.revoke(sessionId, 'refresh token used again', client);
    if (typeof result === 'string') throw new Problem('UNAUTHENTICATED', 'Your sign-in has ended. Sign in again.');
    this.signals.extended$.next({ sessionId: result.sessionId, expiresAt: result.expiresAt });
    return result;
  }

  /** Ends a session: its tokens are worth nothing from now on, and its sockets are cut. */
  async revoke(sessionId: string, reason: string, client: ClientInfo): Promise<void> {
    const session = await this.source.transaction(async (manager) => {
      const rows = manager.getRepository(LoginSession);
      const { affected } = await rows.update({ id: sessionId, revokedAt: IsNull() }, { revokedAt: new Date(), successorSealed: null });
      const ended = affected ? await rows.findOneBy({ id: sessionId }) : null;
      if (ended) {
        const entry = {
          action: 'session.ended',
          subjectType: 'session',
          subjectId: sessionId,
          detail: { reason },
          address: client.address,
        };
        await this.audit.record({ actorId: ended.userId, ...entry }, manager);
      }
      return ended;
    });
    if (session) this.signals.revoked$.next({ sessionId });
  }

  /** Holds the account's row until the session is there: whoever closes the account meanwhile ends this session too. */
  private async noteSignIn(user: User, at: Date, manager: EntityManager): Promise<void> {
    const { affected } = await manager
      .createQueryBuilder()
      .update(User)
      .set({ previousLogin: () => 'last_login', lastLogin: at })
      .where('id = :id AND active AND password_hash IS NOT DISTINCT FROM :passwordHash', user)
      .execute();
    if (affected !== 1) throw new Problem('UNAUTHENTICATED', 'Your account has just changed. Sign in again.');
    user.previousLogin = user.lastLogin;
    user.lastLogin = at;
  }

  private async exchange(id: string, token: string, manager: EntityManager): Promise<Issued | 'reused' | 'ended'> {
    const rows = manager.getRepository(LoginSession);
    // The row's lock makes requests with the same token wait for each other.
    const session = await rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    const user = session && (await manager.getRepository(User).findOneBy({ id: session.userId, active: true }));
    if (!user) return 'ended';
    const now = new Date();
    const move = refreshMove(session, hashOfRefreshToken(token), now);
    if (move === 'ended' || move === 'reused') return move;
    if (move === 'repeat' && session.successorSealed && session.rotatedAt) {
      const refreshToken = openSuccessor(token, session.successorSealed);
      return { user, sessionId: id, refreshToken, ...this.tokens.sign(user.id, id, session.rotatedAt) };
    }
    const refreshToken = this.tokens.mintRefresh(id);
    await rows.update(
      { id },
      {
        refreshHash: hashOfRefreshToken(refreshToken),
        previousHash: session.refreshHash,
        successorSealed: sealSuccessor(token, refreshToken),
        rotatedAt: now,
        lastUsedAt: now,
        expiresAt: new Date(now.getTime() + SESSION_MS),
      },
    );
    return { user, sessionId: id, refreshToken, ...this.tokens.sign(user.id, id, now) };
  }
}
