export { DESCRIPTOR_LENGTH, descriptorDistance } from './descriptor-distance.js';
export { PLAUSIBLE_NORM, isPlausibleDescriptor } from './is-plausible-descriptor.js';
export { TEMPLATE_FRAMES, makeTemplate } from './make-template.js';
export type { TemplateResult } from './make-template.js';
export { DEFAULT_MATCH_THRESHOLDS, matchVerdict } from './match-verdict.js';
export type { MatchThresholds, MatchVerdict } from './match-verdict.js';
export { medianDistance } from './median-distance.js';
export { DEFAULT_SEARCH_THRESHOLDS, searchVerdict } from './search-verdict.js';
export type { SearchThresholds, SearchVerdict } from './search-verdict.js';
