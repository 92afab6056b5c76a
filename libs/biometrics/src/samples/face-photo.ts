import { encodePicture } from '../node/encode-picture.js';
import { frameVariant } from './frame-variant.js';
import { sampleScene } from './sample-scene.js';
import type { SampleScene } from './sample-scene.js';

/**
 * A frame as a page would send it: JPEG, 640 × 480, made from the demo photos of the installed face-api package. The same scene and variant give the same bytes.
 * @param options `variant` counts from 0; each moves, lights and compresses the picture a little differently.
 * @example await facePhoto({ person: 3 }, { variant: 7 })
 */
export async function facePhoto(scene: SampleScene, options: { readonly variant?: number } = {}): Promise<Uint8Array> {
  const variant = frameVariant(options.variant ?? 0);
  return encodePicture(await sampleScene(scene, variant), { quality: variant.quality });
}
