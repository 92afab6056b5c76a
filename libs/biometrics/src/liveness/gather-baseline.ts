import { descriptorDistance } from '../matching/index.js';
import type { Landmarks } from '../types.js';
import { faceFrame, inFrame } from './face-frame.js';
import type { LivenessBaseline, LivenessFrame } from './liveness-run.js';

type Face = NonNullable<LivenessFrame['face']>;

/** Widest look that is still straight ahead, before the person's own is known. */
const MAX_YAW = 0.25;
const PITCH = [0.3, 0.85] as const;
/** Looks that belong to one pose differ by less. */
const STEADY_YAW = 0.1;
const STEADY_PITCH = 0.07;

const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Whether a face looks ahead at all. */
export const looksAhead = ({ pose }: Face): boolean => Math.abs(pose.yaw) < MAX_YAW && pose.pitch > PITCH[0] && pose.pitch < PITCH[1];

/** The mean of several looks, each in its own frame. */
function meanLandmarks(faces: readonly Face[]): Landmarks {
  const framed = faces.map(({ landmarks }) => inFrame(landmarks, faceFrame(landmarks)));
  return (framed[0] ?? []).map((_, i) => ({
    x: framed.reduce((sum, points) => sum + (points[i]?.x ?? 0), 0) / framed.length,
    y: framed.reduce((sum, points) => sum + (points[i]?.y ?? 0), 0) / framed.length,
  }));
}

/** The person's own look straight ahead, from looks in a row; null while they still move. */
export function gatherBaseline(faces: readonly Face[]): LivenessBaseline | null {
  const [yaws, pitches] = [faces.map(({ pose }) => pose.yaw), faces.map(({ pose }) => pose.pitch)];
  if (spread(yaws) > STEADY_YAW || spread(pitches) > STEADY_PITCH) return null;
  return {
    yaw: middle(yaws),
    pitch: middle(pitches),
    landmarks: meanLandmarks(faces),
    descriptor: faces.find(({ descriptor }) => descriptor !== null)?.descriptor ?? null,
  };
}

/** Distance of a look to the face that the run began with; null where one of the two has no descriptor. */
export const fromFirst = (face: Face, { descriptor }: LivenessBaseline): number | null =>
  face.descriptor === null || descriptor === null ? null : descriptorDistance(face.descriptor, descriptor);
