import { Global, Module } from '@nestjs/common';
import { SecondFactorByFace } from '../auth/factors/second-factor-by-face.js';
import { nightly } from '../nightly/nightly.js';
import { ExpiredRuns } from './runs/expired-runs.service.js';
import { FaceAccounts } from './signing-in/face-accounts.service.js';
import { FaceExchangeService } from './signing-in/face-exchange.service.js';
import { FaceMatchService } from './verifying/face-match.service.js';
import { FaceSearchService } from './signing-in/face-search.service.js';
import { FaceSignInController } from './signing-in/face-sign-in.controller.js';
import { FaceStandings } from './verifying/face-standings.service.js';
import { FaceUser } from './signing-in/face-user.service.js';
import { LivenessController } from './runs/liveness.controller.js';
import { FaceLivenessRuns } from './runs/liveness-runs.service.js';
import { LivenessTickets } from './tickets/liveness-tickets.service.js';
import { OutlivedCodes } from './signing-in/outlived-codes.service.js';
import { OwnFace } from './verifying/own-face.service.js';
import { PictureReader } from './verifying/picture-reader.service.js';
import { RunDoor } from './runs/run-door.service.js';
import { RunStore } from './runs/run-store.service.js';
import { SecondFactorByOwnFace } from './signing-in/second-factor-by-own-face.service.js';
import { SignInGate } from './signing-in/sign-in-gate.service.js';
import { VerifyController } from './verifying/verify.controller.js';
import { VerifyGate } from './verifying/verify-gate.service.js';
import { VerifyService } from './verifying/verify.service.js';
import { VerifyWriter } from './verifying/verify-writer.service.js';

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
