import type { Picture, Point } from '../types.js';
import type { HeadTurn } from './turn-picture.js';

/** Level of what lies around the tilted picture. */
const AROUND = 90;

/**
 * A view of the picture as a flat thing that is tilted before a camera: what a photo held up looks like.
 * @param middle the point it is tilted about, in pixels
 * @param distance from the camera, in pixels of the picture; the nearer, the stronger the perspective
 */
export function tiltPicture(picture: Picture, middle: Point, { yaw, pitch }: HeadTurn, distance: number): Picture {
  const { width, height } = picture;
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  // the picture's own axes and what stands upright on it, turned
  const across = { x: Math.cos(a), y: 0, z: -Math.sin(a) };
  const upright = { x: Math.sin(a) * Math.cos(b), y: Math.sin(b), z: Math.cos(a) * Math.cos(b) };
  const down = {
    x: upright.y * across.z - upright.z * across.y,
    y: upright.z * across.x - upright.x * across.z,
    z: upright.x * across.y - upright.y * across.x,
  };
  const data = new Uint8Array(width * height * 3).fill(AROUND);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const ray = { x: (column - middle.x) / distance, y: (row - middle.y) / distance };
      const along = upright.z / (upright.x * ray.x + upright.y * ray.y + upright.z);
      const place = { x: ray.x * along, y: ray.y * along, z: along - 1 };
      const x = Math.round(middle.x + distance * (place.x * across.x + place.y * across.y + place.z * across.z));
      const y = Math.round(middle.y + distance * (place.x * down.x + place.y * down.y + place.z * down.z));
      if (!(along > 0) || x < 0 || y < 0 || x >= width || y >= height) continue;
      const from = (y * width + x) * 3;
      data.set(picture.data.subarray(from, from + 3), (row * width + column) * 3);
    }
  }
  return { data, width, height };
}
