import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { Config } from '../config/config.js';
import { packetParser } from './packet-parser.js';

/** A batch has at most 32 entries; pages keep it under 500 KB. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

/** WebSocket only, one origin: CORS does not stop a WebSocket from a foreign page, so the Origin is checked before the upgrade. */
export class RealtimeAdapter extends IoAdapter {
  private readonly config: Config;

  constructor(app: INestApplicationContext) {
    super(app);
    this.config = app.get(Config);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    return super.createIOServer(port, {
      ...options,
      transports: ['websocket'],
      serveClient: false,
      parser: packetParser,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 10_000,
      allowRequest: (request: IncomingMessage, done: (error: string | null, allowed: boolean) => void) => {
        done(null, this.isOurs(request.headers.origin));
      },
    } as ServerOptions);
  }

  /** Programs send no Origin; a browser always does. */
  private isOurs(origin: string | undefined): boolean {
    return origin === undefined || this.config.allowedOrigins.includes(origin);
  }
}
