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
import { FailedSignIns } from './failed-sign-ins.service.js';
import { FirstProof } from './first-proof.service.js';
import { FirstProofGuard } from './first-proof.guard.js';
import { FreshProofGuard } from './fresh-proof.guard.js';
import { GivenProofService } from './given-proof.service.js';
import { JwtTokenReader } from './jwt-token-reader.js';
import { LogInService } from './log-in.service.js';
import { NewDeviceService } from './new-device.service.js';
import { OutdatedSignIns } from './outdated-sign-ins.service.js';
import { OwnOriginGuard } from './own-origin.guard.js';
import { OwnSessionsController } from './own-sessions.controller.js';
import { OwnSessionsService } from './own-sessions.service.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.service.js';
import { PasskeyCheck } from './passkeys/passkey-check.service.js';
import { PasskeyLimits } from './passkeys/passkey-limits.js';
import { PasskeyRegistration } from './passkeys/passkey-registration.service.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignIn } from './passkeys/passkey-sign-in.service.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PasswordCheck } from './password-check.service.js';
import { PasswordsService } from './passwords.service.js';
import { PersonsService } from './persons.service.js';
import { ProofController } from './proof.controller.js';
import { ProofService } from './proof.service.js';
import { RefreshService } from './refresh.service.js';
import { FactorChecks } from './second-factor/factor-checks.service.js';
import { FactorNews } from './second-factor/factor-news.service.js';
import { FactorReset } from './second-factor/factor-reset.service.js';
import { OwnFactorsController } from './second-factor/own-factors.controller.js';
import { OwnFactorsService } from './second-factor/own-factors.service.js';
import { RecoveryCodesService } from './second-factor/recovery-codes.service.js';
import { SecondFactorLimits } from './second-factor/second-factor-limits.js';
import { SecondStepController } from './second-factor/second-step.controller.js';
import { SecondStepService } from './second-factor/second-step.service.js';
import { SecondSteps } from './second-factor/second-steps.service.js';
import { TotpService } from './second-factor/totp.service.js';
import { SessionEnder } from './session-ender.service.js';
import { SessionSignals } from './session-signals.js';
import { SessionsService } from './sessions.service.js';
import { SetUpService } from './set-up.service.js';
import { SetupController } from './setup.controller.js';
import { SignInDoor } from './sign-in-door.js';
import { SignInLimits } from './sign-in-limits.js';
import { UsersService } from './users.service.js';

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
