import type { Box } from '../types.js';
import type { GreyPlane } from './grey-plane.js';

/** Rise in brightness from a bezel to what it frames, and the brightest that a bezel is, in levels. */
const RISE = 24;
const DARK = 80;
/** Leanings of a line, in pixels across for each pixel along: up to 14° to either side. */
const LEANINGS: readonly number[] = Array.from({ length: 13 }, (_, i) => (i - 6) * 0.04);

/** How to walk through a plane along the lines of one direction. */
interface Direction {
  /** Pixels along the lines, and across them. */
  readonly length: number;
  readonly breadth: number;
  readonly alongStep: number;
  readonly acrossStep: number;
}

/** The largest share of `length` over which a line of one side is a step from dark outside to brighter inside; the line passes `middle` of the length between `from` and `to`. */
function longestStep(data: Float32Array, walk: Direction, inwards: 1 | -1, middle: number, from: number, to: number): number {
  const { length, breadth, alongStep, acrossStep } = walk;
  const votes = new Uint16Array(LEANINGS.length * breadth);
  for (let along = 0; along < length; along++) {
    for (let across = 2; across < breadth - 2; across++) {
      const at = along * alongStep + across * acrossStep;
      const outside = data[at - 2 * inwards * acrossStep] ?? 255;
      if (outside >= DARK || (data[at + inwards * acrossStep] ?? 0) - outside <= RISE) continue;
      for (let i = 0; i < LEANINGS.length; i++) {
        const start = Math.round(across - (along - middle) * (LEANINGS[i] ?? 0));
        if (start >= from && start <= to) votes[i * breadth + start] = (votes[i * breadth + start] ?? 0) + 1;
      }
    }
  }
  return Math.min(1, votes.reduce((most, count) => Math.max(most, count), 0) / length);
}

/** What lies around the face: for each side, how far a straight dark edge runs along it, as a share of the picture's height or width. */
export interface DarkFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * How much of a dark straight frame stands around the face, as monitors and phones have: straight steps from dark outside to brighter inside. A door or a dark curtain gives one side; a screen two or more.
 * @param face in pixels of the plane; without one any place counts.
 */
export function darkFrame({ data, width, height }: GreyPlane, face: Box | null): DarkFrame {
  const columns: Direction = { length: height, breadth: width, alongStep: width, acrossStep: 1 };
  const rows: Direction = { length: width, breadth: height, alongStep: 1, acrossStep: width };
  const middle = face ? { x: face.x + face.width / 2, y: face.y + face.height / 2 } : { x: width / 2, y: height / 2 };
  return {
    left: longestStep(data, columns, 1, middle.y, 0, face ? face.x : width),
    right: longestStep(data, columns, -1, middle.y, face ? face.x + face.width : 0, width - 1),
    top: longestStep(data, rows, 1, middle.x, 0, face ? face.y : height),
    bottom: longestStep(data, rows, -1, middle.x, face ? face.y + face.height : 0, height - 1),
  };
}
