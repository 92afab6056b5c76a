import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { KeyService } from '../keys/key.service.js';
import { TokenReader } from '../realtime/token-reader.js';
import { AccessTokens } from './access-tokens.service.js';
import { AccessGuard } from './access.guard.js';
import { AccessStrategy } from './access.strategy.js';
import { AccountLinks } from './account-links.service.js';
import { AccountSignals } from './account-signals.js';
import { AuthController } from './auth.controller.js';
import { JwtTokenReader } from './jwt-token-reader.js';
import { LogInService } from './log-in.service.js';
import { NewDeviceService } from './new-device.service.js';
import { OwnOriginGuard } from './own-origin.guard.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { PasswordsService } from './passwords.service.js';
import { PersonsService } from './persons.service.js';
import { ProofService } from './proof.service.js';
import { RefreshService } from './refresh.service.js';
import { SessionEnder } from './session-ender.service.js';
import { SessionSignals } from './session-signals.js';
import { SessionsService } from './sessions.service.js';
import { SetupController } from './setup.controller.js';
import { SignInDoor } from './sign-in-door.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignUpService } from './sign-up.service.js';
import { UsersService } from './users.service.js';

/** Global, so that any feature may say `@UseGuards(AccessGuard)`. */
@Global()
@Module({
  imports: [JwtModule.registerAsync({ inject: [KeyService], useFactory: (keys: KeyService) => ({ secret: keys.jwtSecret }) })],
  controllers: [AuthController, OwnSessionsController, SetupController],
  providers: [
    AccessGuard,
    AccessStrategy,
    AccessTokens,
    AccountLinks,
    AccountSignals,
    LogInService,
    NewDeviceService,
    OwnOriginGuard,
    OwnSessionsService,
    PasswordsService,
    PersonsService,
    ProofService,
    RefreshService,
    SessionEnder,
    SessionSignals,
    SessionsService,
    SignInDoor,
    SignInLimits,
    SignUpService,
    UsersService,
    { provide: TokenReader, useClass: JwtTokenReader },
  ],
  exports: [
    AccessGuard,
    AccessStrategy,
    AccountLinks,
    AccountSignals,
    LogInService,
    OwnOriginGuard,
    PasswordsService,
    ProofService,
    SessionEnder,
    SessionSignals,
    SessionsService,
    SignInDoor,
    SignInLimits,
    TokenReader,
    UsersService,
  ],
})
export class AuthModule {}
