export { alignFace } from './align-face.js';
export { CHIP_SIZE, faceChip } from './face-chip.js';
export { headPose } from './head-pose.js';
export { DEFAULT_GATES, judgeFace } from './judge-face.js';
export type { GateThresholds, JudgedFace } from './judge-face.js';
export { LANDMARK_COUNT, centreOf } from './landmarks.js';
export { MEAN_FACE } from './mean-face.js';
