export type * from '../types.js';
export type { PictureExposure } from '../pictures/index.js';
export type { AnalyseOptions, AnalysisTimings, PictureFindings } from '../engine/index.js';
export { isTooDark } from '../pictures/index.js';
export { createBrowserEngine } from './create-browser-engine.js';
export type { BrowserEngine } from './create-browser-engine.js';
export type { BackendName } from './choose-backend.js';
