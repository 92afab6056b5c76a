export type * from '../types.js';
export type { PictureExposure } from '../picture-exposure.js';
export type { AnalyseOptions, AnalysisTimings, PictureFindings } from '../face-engine.js';
export { isTooDark } from '../is-too-dark.js';
export { createBrowserEngine } from './create-browser-engine.js';
export type { BrowserEngine } from './create-browser-engine.js';
export type { BackendName } from './choose-backend.js';
