export { facePhoto } from './face-photo.js';
export { frameVariant } from './frame-variant.js';
export type { FrameVariant } from './frame-variant.js';
export { IMPOSTOR, SAMPLE_PEOPLE, STUDENT } from './sample-people.js';
export type { SamplePerson } from './sample-people.js';
export { sampleScene } from './sample-scene.js';
export type { SampleScene } from './sample-scene.js';
