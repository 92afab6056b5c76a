export { checkForScreen, SCREEN_SMALLEST } from './check-for-screen.js';
export { screenConfidence } from './screen-confidence.js';
export { SCREEN_CONFIDENCE, SCREEN_CUES } from './screen-look.js';
export type { ScreenCue, ScreenLook } from './screen-look.js';
export { SCREEN_START, screenOver } from './screen-over.js';
export type { ScreenState, ScreenVerdict } from './screen-over.js';
export { SPOOF_START, spoofScore } from './spoof-score.js';
export type { SpoofLook, SpoofState, SpoofVerdict } from './spoof-score.js';
