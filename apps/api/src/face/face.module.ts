import { Global, Module } from '@nestjs/common';
import { SecondFactorByFace } from '../auth/second-factor/second-factor-by-face.js';
import { nightly } from '../nightly/nightly.js';
import { ExpiredRuns } from './expired-runs.service.js';
import { FaceAccounts } from './face-accounts.service.js';
import { FaceExchangeService } from './face-exchange.service.js';
import { FaceMatchService } from './face-match.service.js';
import { FaceSearchService } from './face-search.service.js';
import { FaceSignInController } from './face-sign-in.controller.js';
import { FaceStandings } from './face-standings.service.js';
import { FaceUser } from './face-user.service.js';
import { LivenessController } from './liveness.controller.js';
import { FaceLivenessRuns } from './liveness-runs.service.js';
import { LivenessTickets } from './liveness-tickets.service.js';
import { OutlivedCodes } from './outlived-codes.service.js';
import { OwnFace } from './own-face.service.js';
import { PictureReader } from './picture-reader.service.js';
import { RunDoor } from './run-door.service.js';
import { RunStore } from './run-store.service.js';
import { SecondFactorByOwnFace } from './second-factor-by-own-face.service.js';
import { SignInGate } from './sign-in-gate.service.js';
import { VerifyController } from './verify.controller.js';
import { VerifyGate } from './verify-gate.service.js';
import { VerifyService } from './verify.service.js';
import { VerifyWriter } from './verify-writer.service.js';

/** What a face opens outside of exams: the file area, and where it is allowed the account. Global, since auth asks for the face as a second factor without knowing faces. */
@Global()
@Module({
  controllers: [FaceSignInController, LivenessController, VerifyController],
  providers: [
    ...nightly(ExpiredRuns),
    FaceAccounts,
    FaceExchangeService,
    FaceLivenessRuns,
    FaceMatchService,
    FaceSearchService,
    FaceStandings,
    FaceUser,
    LivenessTickets,
    OutlivedCodes,
    OwnFace,
    PictureReader,
    RunDoor,
    RunStore,
    SignInGate,
    VerifyGate,
    VerifyService,
    VerifyWriter,
    { provide: SecondFactorByFace, useClass: SecondFactorByOwnFace },
  ],
  exports: [LivenessTickets, SecondFactorByFace],
})
export class FaceModule {}
