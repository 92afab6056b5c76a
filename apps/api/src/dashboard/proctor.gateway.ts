import { PROCTOR_CALLS, type ProctorReplies, type ProctorRequest } from '@invigil/shared';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import { On } from '../realtime/on.js';
import type { ProctorNamespace, ProctorSocket } from '../realtime/signed-in-socket.js';
import { SocketDoor } from '../realtime/socket-door.js';
import { BroadcastService } from './broadcast.service.js';
import { DeskService } from './desk.service.js';
import { StaffCheck } from './staff-check.service.js';
import { staffOnly } from './staff-only.js';
import { WatchService } from './watch.service.js';

/** The proctor's page: what it asks for and what it is told. */
@WebSocketGateway({ namespace: '/proctor' })
export class ProctorGateway implements OnGatewayInit<ProctorNamespace> {
  constructor(
    private readonly door: SocketDoor,
    private readonly live: BroadcastService,
    private readonly watching: WatchService,
    private readonly desk: DeskService,
    private readonly staff: StaffCheck,
  ) {}

  afterInit(namespace: ProctorNamespace): void {
    this.door.guard(namespace, Object.keys(PROCTOR_CALLS));
    namespace.use(staffOnly);
    this.live.attach(namespace);
  }

  @On(PROCTOR_CALLS, 'exam:watch')
  watch(socket: ProctorSocket, request: ProctorRequest<'exam:watch'>): Promise<ProctorReplies['exam:watch']> {
    return this.watching.watch(socket, request);
  }

  @On(PROCTOR_CALLS, 'attempt:act')
  async act(socket: ProctorSocket, request: ProctorRequest<'attempt:act'>): Promise<ProctorReplies['attempt:act']> {
    return this.desk.act(await this.staff.fresh(socket.data.person), request);
  }

  @On(PROCTOR_CALLS, 'violation:judge')
  async judge(socket: ProctorSocket, request: ProctorRequest<'violation:judge'>): Promise<ProctorReplies['violation:judge']> {
    return this.desk.judge(await this.staff.fresh(socket.data.person), request);
  }

  @On(PROCTOR_CALLS, 'messages:read')
  async read(socket: ProctorSocket, request: ProctorRequest<'messages:read'>): Promise<ProctorReplies['messages:read']> {
    return this.desk.read(await this.staff.fresh(socket.data.person), request);
  }
}
