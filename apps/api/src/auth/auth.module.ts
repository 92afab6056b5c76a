import { Global, Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { KeyService } from '../keys/key.service.js';
import { TokenReader } from './tokens/token-reader.js';
import { AccessTokens } from './tokens/access-tokens.service.js';
import { AccessGuard } from './callers/access.guard.js';
import { AccessStrategy } from './callers/access.strategy.js';
import { AccountLinks } from './links/account-links.service.js';
import { AccountSignals } from './links/account-signals.js';
import { AuthController } from './sign-in/auth.controller.js';
import { FailedSignIns } from './sign-in/failed-sign-ins.service.js';
import { FirstProof } from './proof/first-proof.service.js';
import { FirstProofGuard } from './proof/first-proof.guard.js';
import { FreshProofGuard } from './proof/fresh-proof.guard.js';
import { GivenProofService } from './sign-in/given-proof.service.js';
import { JwtTokenReader } from './tokens/jwt-token-reader.js';
import { LogInService } from './sign-in/log-in.service.js';
import { NewDeviceService } from './sessions/new-device.service.js';
import { OutdatedSignIns } from './sign-in/outdated-sign-ins.service.js';
import { OwnOriginGuard } from './callers/own-origin.guard.js';
import { OwnSessionsController } from './sessions/own-sessions.controller.js';
import { OwnSessionsService } from './sessions/own-sessions.service.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.service.js';
import { PasskeyCheck } from './passkeys/passkey-check.service.js';
import { PasskeyLimits } from './passkeys/passkey-limits.js';
import { PasskeyRegistration } from './passkeys/passkey-registration.service.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignIn } from './passkeys/passkey-sign-in.service.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PasswordCheck } from './sign-in/password-check.service.js';
import { PasswordsService } from './users/passwords.service.js';
import { PersonsService } from './tokens/persons.service.js';
import { ProofController } from './sign-in/proof.controller.js';
import { ProofService } from './proof/proof.service.js';
import { RefreshService } from './sessions/refresh.service.js';
import { FactorChecks } from './second-factor/factor-checks.service.js';
import { FactorNews } from './factors/factor-news.service.js';
import { FactorReset } from './second-factor/factor-reset.service.js';
import { OwnFactorsController } from './second-factor/own-factors.controller.js';
import { OwnFactorsService } from './second-factor/own-factors.service.js';
import { RecoveryCodesService } from './factors/recovery-codes.service.js';
import { SecondFactorLimits } from './second-factor/second-factor-limits.js';
import { SecondStepController } from './second-factor/second-step.controller.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { SecondSteps } from './second-factor/second-steps.service.js';
import { TotpService } from './second-factor/totp.service.js';
import { SessionEnder } from './sessions/session-ender.service.js';
import { SessionSignals } from './sessions/session-signals.js';
import { SessionsService } from './sessions/sessions.service.js';
import { SetUpService } from './sign-in/set-up.service.js';
import { SetupController } from './sign-in/setup.controller.js';
import { SignInDoor } from './sessions/sign-in-door.js';
import { SignInLimits } from './sign-in/sign-in-limits.js';
import { UsersService } from './users/users.service.js';

/** Global, so that any feature may say `@UseGuards(AccessGuard)`. */
@Global()
@Module({
  imports: [JwtModule.registerAsync({ inject: [KeyService], useFactory: (keys: KeyService) => ({ secret: keys.jwtSecret }) })],
  controllers: [
    AuthController,
    OwnFactorsController,
    OwnSessionsController,
    PasskeySignInController,
    PasskeysController,
    ProofController,
    SecondStepController,
    SetupController,
  ],
  providers: [
    AccessGuard,
    AccessStrategy,
    AccessTokens,
    AccountLinks,
    AccountSignals,
    FactorChecks,
    FactorNews,
    FactorReset,
    FailedSignIns,
    FirstProof,
    FirstProofGuard,
    FreshProofGuard,
    GivenProofService,
    LogInService,
    NewDeviceService,
    OutdatedSignIns,
    OwnFactorsService,
    OwnOriginGuard,
    OwnSessionsService,
    PasskeyChallenges,
    PasskeyCheck,
    PasskeyLimits,
    PasskeyRegistration,
    PasskeySignIn,
    PasskeysService,
    PasswordCheck,
    PasswordsService,
    PersonsService,
    ProofService,
    RecoveryCodesService,
    RefreshService,
    SecondFactorLimits,
    SecondStepService,
    SecondSteps,
    SessionEnder,
    SessionSignals,
    SessionsService,
    SetUpService,
    SignInDoor,
    SignInLimits,
    TotpService,
    UsersService,
    { provide: TokenReader, useClass: JwtTokenReader },
  ],
  exports: [
    AccessGuard,
    AccessStrategy,
    AccountLinks,
    AccountSignals,
    LogInService,
    FactorReset,
    FirstProof,
    FirstProofGuard,
    FreshProofGuard,
    OutdatedSignIns,
    OwnOriginGuard,
    PasswordCheck,
    PasswordsService,
    ProofService,
    RecoveryCodesService,
    SecondStepService,
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
