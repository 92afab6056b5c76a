export { equalErrorRate, errorRates, thresholdForFalseMatch } from './error-rates.js';
export type { ComparedPairs, ErrorRates } from './error-rates.js';
export { wilsonInterval } from './wilson-interval.js';
export type { Share } from './wilson-interval.js';
