import { challengeUnanswered } from './challenge-unanswered.check.js';
import { run, type RunningCheck } from './check.js';
import { descriptorForged } from './descriptor-forged.check.js';
import { faceMissing } from './face-missing.check.js';
import { frameReplayed } from './frame-replayed.check.js';
import { identityMismatch } from './identity-mismatch.check.js';
import { lookingAway } from './looking-away.check.js';
import { multipleFaces } from './multiple-faces.check.js';
import { pictureUnavailable } from './picture-unavailable.check.js';
import { screenDetected } from './screen-detected.check.js';
import { secondSession } from './second-session.check.js';
import { sequenceConflict } from './sequence-conflict.check.js';
import { spoofSuspected } from './spoof-suspected.check.js';
import { telemetryGap } from './telemetry-gap.check.js';

/** Every check, registered here and nowhere else: a fresh set for one attempt. */
export const startChecks = (): RunningCheck[] => [
  run(identityMismatch),
  run(faceMissing),
  run(multipleFaces),
  run(descriptorForged),
  run(screenDetected),
  run(frameReplayed),
  run(lookingAway),
  run(spoofSuspected),
  run(telemetryGap),
  run(challengeUnanswered),
  run(pictureUnavailable),
  run(secondSession),
  run(sequenceConflict),
];
