import type { Picture, Point } from '../types.js';

/** Where the face is in the picture: between the eyes, the distance of the eyes in pixels, and the lean of their line in radians. */
export interface FaceAnchor {
  readonly eyes: Point;
  readonly apart: number;
  readonly roll: number;
}
/** Degrees. `yaw` over 0 turns to the picture's right, which is the person's left; `pitch` over 0 looks down. */
export interface HeadTurn {
  readonly yaw: number;
  readonly pitch: number;
}

/** Steps of the search for the place that a pixel came from; the surface is smooth enough for few. */
const STEPS = 12;
/** Beyond this nothing moves; see `share`. */
const REACH = 1.6;
const bump = (value: number, width: number): number => Math.exp(-((value / width) ** 2) / 2);

/** Height of the head's surface over the plane of the eyes, in distances of the eyes: a rounded front with a nose. */
function depth(x: number, y: number): number {
  const front = 0.08 - 0.42 * x * x - 0.12 * (y - 0.6) ** 2;
  const lips = 0.14 * bump(x, 0.3) * bump(y - 1.1, 0.25);
  const tip = 0.36 * bump(x, 0.2) * bump(y - 0.6, 0.24);
  const bridge = 0.2 * bump(x, 0.18) * bump(y - 0.15, 0.3);
  return Math.max(-0.7, front) + lips + tip + bridge;
}

/** How much a place belongs to the head: 1 on the face, fading to 0 where the surroundings begin. */
function share(x: number, y: number): number {
  const far = Math.hypot(x / 1.5, (y - 0.45) / 2.1);
  return Math.max(0, Math.min(1, (1.35 - far) / 0.45));
}

/** Where a place on the head is seen once it has turned; both in distances of the eyes from between them. */
function turned({ x, y }: Point, yaw: number, pitch: number): Point {
  const z = depth(x, y);
  const across = x * Math.cos(yaw) + z * Math.sin(yaw);
  const behind = z * Math.cos(yaw) - x * Math.sin(yaw);
  const down = y * Math.cos(pitch) + behind * Math.sin(pitch);
  const weight = share(x, y);
  return { x: x + weight * (across - x), y: y + weight * (down - y) };
}

/** The pixel at a place between pixels, of one channel; the border goes on beyond itself. */
function sample({ data, width, height }: Picture, x: number, y: number, channel: number): number {
  const inside = (value: number, size: number): number => Math.max(0, Math.min(size - 1, value));
  const at = (column: number, row: number): number => data[(inside(row, height) * width + inside(column, width)) * 3 + channel] ?? 0;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, low] = [x - left, y - top];
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return upper * (1 - low) + lower * low;
}

/**
 * The picture with the head turned, as far as one photo can show it: its pixels are moved as those of a rounded head with a nose would move.
 * For tests of the wiring; up to some 30° it looks like a turned head to the landmark net, and it claims nothing about real heads.
 */
export function turnPicture(picture: Picture, { eyes, apart, roll }: FaceAnchor, turn: HeadTurn): Picture {
  const { width, height } = picture;
  const [yaw, pitch] = [(turn.yaw * Math.PI) / 180, (turn.pitch * Math.PI) / 180];
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)];
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [dx, dy] = [(column - eyes.x) / apart, (row - eyes.y) / apart];
      const goal = { x: dx * cos + dy * sin, y: dy * cos - dx * sin };
      const place = (row * width + column) * 3;
      if (Math.hypot(goal.x / 1.5, (goal.y - 0.45) / 2.1) > REACH) {
        data.set(picture.data.subarray(place, place + 3), place);
        continue;
      }
      let from: Point = goal;
      for (let step = 0; step < STEPS; step++) {
        const seen = turned(from, yaw, pitch);
        from = { x: from.x + 0.8 * (goal.x - seen.x), y: from.y + 0.8 * (goal.y - seen.y) };
      }
      const x = eyes.x + apart * (from.x * cos - from.y * sin);
      const y = eyes.y + apart * (from.x * sin + from.y * cos);
      for (let c = 0; c < 3; c++) data[place + c] = sample(picture, x, y, c) + 0.5;
    }
  }
  return { data, width, height };
}
