import { Module } from '@nestjs/common';
import { FaceStandings } from './face-standings.service.js';
import { LivenessController } from './liveness.controller.js';
import { FaceLivenessRuns } from './liveness-runs.service.js';
import { LivenessTickets } from './liveness-tickets.service.js';
import { PictureReader } from './picture-reader.service.js';
import { RunDoor } from './run-door.service.js';
import { RunStore } from './run-store.service.js';
import { VerifyController } from './verify.controller.js';
import { VerifyGate } from './verify-gate.service.js';
import { VerifyService } from './verify.service.js';
import { VerifyWriter } from './verify-writer.service.js';

/** What a face opens outside of exams: the file area, and where it is allowed the account. */
@Module({
  controllers: [LivenessController, VerifyController],
  providers: [FaceLivenessRuns, FaceStandings, LivenessTickets, PictureReader, RunDoor, RunStore, VerifyGate, VerifyService, VerifyWriter],
  exports: [LivenessTickets],
})
export class FaceModule {}
