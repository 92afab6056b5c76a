import { DEFAULT_GATES } from '../faces/index.js';
import type { GateThresholds } from '../faces/index.js';

/** Everything of our own that decides which numbers come out of a picture, under a name. */
export interface Pipeline {
  /** Short name, such as `v2`: what a request asks for. */
  readonly name: string;
  /** Names of the steps; one is raised whenever its numbers change. They go into the id. */
  readonly algorithms: Readonly<Record<string, string | number>>;
  /** Settings of the detectors. They go into the id. */
  readonly detectors: Readonly<Record<string, number>>;
  readonly gates: GateThresholds;
  /** Whether the landmarks are found a second time, on the face turned upright. The pose comes from the first ones all the same. */
  readonly refinesLandmarks: boolean;
  /** Whether a face that fills the picture is looked for where neither detector found one. */
  readonly findsCloseFaces: boolean;
}

const V1: Pipeline = {
  name: 'v1',
  algorithms: { alignment: 'dlib-chip-1', quality: 1, template: 'mean-1' },
  detectors: { TINY_INPUT: 224, LEAST_SCORE: 0.5 },
  gates: {
    maxYaw: 0.25,
    minPitch: 0.35,
    maxPitch: 0.75,
    minEyeDistance: 28,
    maxOutside: 0,
    minContrast: 24,
    minContrastToNoise: 8,
    minSharpness: 0.026,
  },
  refinesLandmarks: false,
  findsCloseFaces: false,
};

const V2: Pipeline = {
  ...V1,
  name: 'v2',
  algorithms: { ...V1.algorithms, alignment: 'dlib-chip-2', detection: 'close-1', pose: 'first-1' },
  gates: DEFAULT_GATES,
  refinesLandmarks: true,
  findsCloseFaces: true,
};

/**
 * Every pipeline that this version can still run, oldest first. An old one stays for as long as templates of it may exist: they move to the newest at their owner's next check-in, which takes both
 * descriptors of the same frames.
 */
export const PIPELINES: readonly Pipeline[] = [V1, V2];

/** The newest: new templates and all frames are made with it. */
export const CURRENT_PIPELINE: Pipeline = V2;

/**
 * The pipeline of a name; without one the newest.
 * @throws RangeError when there is none of that name.
 */
export function pipelineOf(name: string = CURRENT_PIPELINE.name): Pipeline {
  const pipeline = PIPELINES.find((known) => known.name === name);
  if (!pipeline) throw new RangeError(`There is no pipeline "${name}"; ask for one of ${PIPELINES.map((known) => known.name).join(', ')}.`);
  return pipeline;
}
