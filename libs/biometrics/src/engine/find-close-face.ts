import type { FaceNets } from './face-engine.js';
import type { Detection, Picture } from '../types.js';

/** Room that is added on each side, as a share of the picture's. */
const MARGIN = 0.5;
const GREY = 128;
/** Least side of a face that is taken from here, as a share of the picture's shorter side. */
const CLOSE = 0.5;
/** Least score here: a second chance has to be surer than the first, or an empty room gets two. */
const SURE = 0.6;

function withMargin(picture: Picture, left: number, top: number): Picture {
  const width = picture.width + 2 * left;
  const height = picture.height + 2 * top;
  const data = new Uint8Array(width * height * 3).fill(GREY);
  for (let y = 0; y < picture.height; y++) {
    const from = y * picture.width * 3;
    data.set(picture.data.subarray(from, from + picture.width * 3), ((y + top) * width + left) * 3);
  }
  return { data, width, height };
}

/**
 * Looks for a face that fills the picture or is cut off by its border, which both detectors overlook: the tiny detector on the picture in a wide grey frame. Only faces of at least half of the picture
 * count, so that an empty room does not get a second chance to look like a face.
 * @returns detections in pixels of `picture`.
 */
export async function findCloseFace(nets: Pick<FaceNets, 'detectTiny'>, picture: Picture): Promise<Detection[]> {
  const left = Math.round(picture.width * MARGIN);
  const top = Math.round(picture.height * MARGIN);
  const found = await nets.detectTiny(withMargin(picture, left, top));
  return found
    .filter(({ box, score }) => score >= SURE && Math.min(box.width, box.height) >= CLOSE * Math.min(picture.width, picture.height))
    .map(({ box, score }) => ({ score, box: { ...box, x: box.x - left, y: box.y - top } }));
}
