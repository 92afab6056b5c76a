export * from './types.js';
export { boxOverlap, chooseSubject, mergeDetections } from './detection/index.js';
export { createFaceEngine, CURRENT_PIPELINE, pipelineId, pipelineOf, PIPELINES } from './engine/index.js';
export { cropPicture, differenceHash, isTooDark, pictureExposure, pictureQuality } from './pictures/index.js';
export {
  DEFAULT_MATCH_THRESHOLDS,
  DEFAULT_SEARCH_THRESHOLDS,
  DESCRIPTOR_LENGTH,
  descriptorDistance,
  isPlausibleDescriptor,
  makeTemplate,
  matchVerdict,
  medianDistance,
  PLAUSIBLE_NORM,
  searchVerdict,
  TEMPLATE_FRAMES,
} from './matching/index.js';
export { CHIP_SIZE, DEFAULT_GATES, faceChip, headPose, judgeFace } from './faces/index.js';
export type { AnalyseOptions, AnalysisTimings, FaceEngine, FaceNets, PictureFindings, Pipeline, WeightFile } from './engine/index.js';
export type { GateThresholds, JudgedFace } from './faces/index.js';
export * from './liveness/index.js';
export type { MatchThresholds, MatchVerdict, SearchThresholds, SearchVerdict, TemplateResult } from './matching/index.js';
export type { PictureExposure } from './pictures/index.js';
export * from './screen/index.js';
export { equalErrorRate, errorRates, thresholdForFalseMatch, wilsonInterval } from './statistics/index.js';
export type { ComparedPairs, ErrorRates, Share } from './statistics/index.js';
