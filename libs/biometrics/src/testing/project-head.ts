import { HEAD_MODEL, type HeadPoint } from '../samples/head-model.js';
import { headPose } from '../faces/index.js';
import type { HeadPose, Landmarks, Point } from '../types.js';

/** A camera's view of a head or of a flat picture of one. Angles in degrees, lengths in distances of the eyes. */
export interface View {
  /** Over 0: to the picture's right, the person's left. */
  readonly yaw?: number;
  /** Over 0: down. */
  readonly pitch?: number;
  readonly roll?: number;
  /** From the camera; 8 is about half a metre. */
  readonly distance?: number;
  /** Pixels of one distance of the eyes. */
  readonly scale?: number;
  readonly middle?: Point;
  /** Standard deviation of each point, as nets have it. */
  readonly noise?: number;
  readonly random?: () => number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Near enough to a bell curve of deviation 1. */
const bell = (random: () => number): number => (random() + random() + random() + random() - 2) * Math.sqrt(3);

function rotated({ x, y, z }: HeadPoint, { yaw = 0, pitch = 0, roll = 0 }: View): HeadPoint {
  const [a, b, c] = [radians(yaw), radians(pitch), radians(roll)];
  const across = x * Math.cos(a) + z * Math.sin(a);
  const near = z * Math.cos(a) - x * Math.sin(a);
  const down = y * Math.cos(b) + near * Math.sin(b);
  return {
    x: across * Math.cos(c) - down * Math.sin(c),
    y: across * Math.sin(c) + down * Math.cos(c),
    z: near * Math.cos(b) - y * Math.sin(b),
  };
}

/** Landmarks as a camera sees them in perspective, in pixels. Turns about the middle of the head, which lies behind the eyes. */
export function projectHead(head: readonly HeadPoint[], view: View): Landmarks {
  const { distance = 8, scale = 65, middle = { x: 320, y: 220 }, noise = 0, random = Math.random } = view;
  return head.map((point) => {
    const { x, y, z } = rotated({ ...point, z: point.z + 0.6 }, view);
    const near = (scale * distance) / (distance - (z - 0.6));
    return { x: middle.x + near * (x + noise * bell(random)), y: middle.y + near * (y + noise * bell(random)) };
  });
}

/** Another person: wider or longer, with another nose, and not quite alike on both sides. */
export function anotherHead(random: () => number): readonly HeadPoint[] {
  const around = (reach: number): number => 1 + (random() * 2 - 1) * reach;
  const [wide, long, deep, nose] = [around(0.1), around(0.1), around(0.2), around(0.2)];
  return HEAD_MODEL.map(({ x, y, z }, i) => ({
    x: x * wide + (random() * 2 - 1) * 0.015,
    y: y * long + (random() * 2 - 1) * 0.015,
    z: z * deep * (i >= 27 && i < 36 ? nose : 1),
  }));
}

/** The photo of a head that looks ahead, as a flat thing: nothing stands out of it. */
export const flatPhoto = (head: readonly HeadPoint[]): readonly HeadPoint[] =>
  projectHead(head, { distance: 10, scale: 1, middle: { x: 0, y: 0 } }).map(({ x, y }) => ({ x, y, z: 0 }));

export const seenFace = (
  landmarks: Landmarks,
  descriptor: Float32Array | null = null,
): { landmarks: Landmarks; pose: HeadPose; descriptor: Float32Array | null } => ({
  landmarks,
  pose: headPose(landmarks),
  descriptor,
});
