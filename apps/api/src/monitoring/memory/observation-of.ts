import type { FaceClaim } from '@invigil/shared';
import { descriptorDistance } from '@invigil/biometrics';
import { readDescriptor } from '@invigil/shared';
import type { PageSample, ServerFrame } from '../checks/observation.js';
import type { FrameFacts } from './frame-facts.js';

/** Larger than any distance between two real descriptors; keeps nonsense a number. */
const FARTHEST = 9.99;

/** What is stored of a page's look at the face: everything but the descriptor. */
export interface SampleFacts {
  faces: number;
  distance: number | null;
  unscorable: FaceClaim['unscorable'];
  /** Absent in what was stored before pages told it. */
  pose?: FaceClaim['pose'];
}

/** The claim with the distance to the template in place of the descriptor. */
export function sampleFacts({ faces, unscorable, descriptor, pose = null }: FaceClaim, template: Float32Array | null): SampleFacts {
  if (descriptor === null || template === null) return { faces, unscorable, distance: null, pose };
  const distance = descriptorDistance(readDescriptor(descriptor), template);
  return { faces, unscorable, distance: distance < FARTHEST ? distance : FARTHEST, pose };
}

export const sampleObservation = (at: number, { pose = null, ...facts }: SampleFacts): PageSample => ({
  type: 'sample',
  at,
  ...facts,
  pose,
});

export const frameObservation = (frameId: string, at: number, challenged: boolean, facts: FrameFacts): ServerFrame => ({
  type: 'frame',
  at,
  frameId,
  challenged,
  faces: facts.faces.length,
  reliable: facts.detector === 'ssd',
  distance: facts.distance,
  unscorable: facts.unscorable,
  between: facts.between,
  repeat: facts.repeat === true,
  screen: facts.screen ?? null,
});
