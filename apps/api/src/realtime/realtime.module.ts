import { Global, Module } from '@nestjs/common';
import { SocketDoor } from './socket-door.js';

/** What every gateway needs. `TokenReader` and `SessionSignals` come from auth, which is global too. */
@Global()
@Module({ providers: [SocketDoor], exports: [SocketDoor] })
export class RealtimeModule {}
