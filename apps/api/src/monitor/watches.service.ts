import type { MonitorLook } from '@invigil/shared';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { LoginSession } from '../auth/entities/login-session.entity.js';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { Problem } from '../http/problem.js';
import type { MonitorSocket } from '../realtime/signed-in-socket.js';
import { requireAdministrator } from './administrators-only.js';
import { LooksService } from './looks.service.js';
import { newWatch, type Watch } from './watch.js';

/** The pages that watch: each with a memory of its own, one frame in flight, and so many a second. */
@Injectable()
export class WatchesService {
  readonly #watches = new WeakMap<MonitorSocket, Watch>();

  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly looks: LooksService,
    private readonly audit: AuditService,
  ) {}

  /** @throws Problem FORBIDDEN, UNAUTHENTICATED, TOO_MANY, BAD_PICTURE */
  async look(socket: MonitorSocket, jpeg: Uint8Array): Promise<MonitorLook> {
    const { person } = socket.data;
    const watch = this.watchOf(socket);
    if (watch.busy) throw new Problem('TOO_MANY', 'A frame is being looked at. Send the next one once it is answered.');
    if (!watch.bucket.take(performance.now())) throw new Problem('TOO_MANY', 'Too many frames. Send every second picture at most.');
    watch.busy = true;
    try {
      await this.requireStill(person);
      if (!watch.noted) {
        await this.audit.record({
          actorId: person.id,
          action: 'monitor.opened',
          subjectType: 'installation',
          subjectId: null,
          address: socket.handshake.address,
        });
        watch.noted = true;
      }
      return await this.looks.look(watch, jpeg);
    } finally {
      watch.busy = false;
    }
  }

  private watchOf(socket: MonitorSocket): Watch {
    const watch = this.#watches.get(socket) ?? newWatch(socket.id, socket.data.person.id, performance.now());
    this.#watches.set(socket, watch);
    return watch;
  }

  /** A socket lives longer than a request: a role that was taken away is gone at the next frame. */
  private async requireStill({ id, sessionId }: Person): Promise<void> {
    const user = await this.source
      .createQueryBuilder(User, 'u')
      .innerJoin(LoginSession, 's', 's.userId = u.id')
      .where('u.id = :id AND u.active AND s.id = :sessionId AND s.revokedAt IS NULL AND s.expiresAt > now()', { id, sessionId })
      .select(['u.id', 'u.role'])
      .getOne();
    if (!user) throw new Problem('UNAUTHENTICATED', 'You have been signed out. Sign in again.');
    requireAdministrator(user);
  }
}
