import { MONITOR_CALLS, type MonitorReplies, type MonitorRequest } from '@invigil/shared';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import { On } from '../realtime/on.js';
import type { MonitorNamespace, MonitorSocket } from '../realtime/signed-in-socket.js';
import { SocketDoor } from '../realtime/socket-door.js';
import { administratorsOnly } from './administrators-only.js';
import { WatchesService } from './watches.service.js';

/** The live monitor's page: it sends pictures of its camera, and is told who is in them. */
@WebSocketGateway({ namespace: '/monitor' })
export class MonitorGateway implements OnGatewayInit<MonitorNamespace> {
  constructor(
    private readonly door: SocketDoor,
    private readonly watches: WatchesService,
  ) {}

  afterInit(namespace: MonitorNamespace): void {
    this.door.guard(namespace, Object.keys(MONITOR_CALLS));
    namespace.use(administratorsOnly);
  }

  @On(MONITOR_CALLS, 'frame:look')
  look(socket: MonitorSocket, { jpeg }: MonitorRequest<'frame:look'>): Promise<MonitorReplies['frame:look']> {
    return this.watches.look(socket, jpeg);
  }
}
