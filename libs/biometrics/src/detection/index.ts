export { boxOverlap } from './box-overlap.js';
export { chooseSubject } from './choose-subject.js';
export { mergeDetections } from './merge-detections.js';
export { ssdDetections } from './ssd-detections.js';
export { tinyDetections } from './tiny-detections.js';
