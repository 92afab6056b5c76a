import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { KeyService } from '../keys/key.service.js';
import { TokenReader } from '../realtime/token-reader.js';
import { AccessGuard } from './access.guard.js';
import { AccessStrategy } from './access.strategy.js';
import { JwtTokenReader } from './jwt-token-reader.js';
import { PersonsService } from './persons.service.js';
import { SessionSignals } from './session-signals.js';

/** Global, so that any feature may say `@UseGuards(AccessGuard)`. */
@Global()
@Module({
  imports: [JwtModule.registerAsync({ inject: [KeyService], useFactory: (keys: KeyService) => ({ secret: keys.jwtSecret }) })],
  providers: [AccessGuard, AccessStrategy, PersonsService, SessionSignals, { provide: TokenReader, useClass: JwtTokenReader }],
  exports: [AccessGuard, AccessStrategy, SessionSignals, TokenReader],
})
export class AuthModule {}
