export { createNodeEngine } from './create-node-engine.js';
export { decodePicture, DEFAULT_PICTURE_LIMITS } from './decode-picture.js';
export type { PictureLimits } from './decode-picture.js';
export { encodePicture } from './encode-picture.js';
export { PictureError } from './picture-error.js';
export type { PictureErrorCode } from './picture-error.js';
export { sniffPicture } from './sniff-picture.js';
