export { DEFAULT_LIVENESS, LIVENESS_PIPELINE } from './liveness-rules.js';
export type { LivenessRules } from './liveness-rules.js';
export { livenessNow } from './liveness-now.js';
export type { LivenessNow } from './liveness-now.js';
export type { LivenessAdvice, LivenessFrame, LivenessRandom, LivenessRun } from './liveness-run.js';
export { noseParallax } from './nose-parallax.js';
export { startLiveness } from './start-liveness.js';
export { expireLiveness, stepLiveness } from './step-liveness.js';
export type { LivenessStepped } from './step-liveness.js';
