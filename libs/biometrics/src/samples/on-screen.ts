import type { Picture } from '../types.js';
import { randomFrom } from './random.js';

/** How a screen is held before the camera, and what it is like. */
export interface ScreenHeld {
  /** Share of the frame's width and height that the display takes. */
  readonly size: number;
  /** Lean in radians; positive is clockwise. */
  readonly lean: number;
  /** Camera pixels to a display pixel: the nearer to 1, the coarser the moiré. */
  readonly pitch: number;
  /** Width of the black bezel as a share of the frame's height; 0 for a screen that fills the view. */
  readonly bezel: number;
  /** Brightness of the black between the pixels' light, 0 to 1, as on a screen in a lit room. */
  readonly haze: number;
  readonly seed: number;
}

/** A phone or a tablet before the camera, upright or nearly. */
export const HELD: ScreenHeld = { size: 0.78, lean: 0.035, pitch: 1.7, bezel: 0.05, haze: 0.03, seed: 1 };

/** Light of one sub-pixel column and row gap of the display at a place counted in its pixels: red, green and blue stripes with dark lines between the rows. */
function grid(u: number, v: number, channel: number): number {
  const across = u - Math.floor(u) - (channel + 0.5) / 3;
  const stripe = Math.exp(-((Math.abs(across) < 0.5 ? across : 1 - Math.abs(across)) ** 2) / 0.045);
  const down = v - Math.floor(v) - 0.5;
  return stripe * Math.exp(-(down ** 2) / 0.11);
}

/**
 * What the camera sees when the picture is shown on a screen before it: the display's own grid sampled by the camera's, which makes moiré, its gamma and haze, a bezel and a wall behind.
 * A simulation: it proves that the code runs as meant, and says nothing about how often real screens are seen.
 * @param room what is behind the screen; of the same size as the picture.
 */
export function onScreen(picture: Picture, room: Picture, held: ScreenHeld = HELD): Picture {
  const { width, height } = picture;
  const random = randomFrom(held.seed + 31);
  const cos = Math.cos(held.lean);
  const sin = Math.sin(held.lean);
  const half = { x: (held.size * width) / 2, y: (held.size * height) / 2 };
  const rim = held.bezel * height;
  const phase = { x: random(), y: random() };
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const dx = x - width / 2;
      const dy = y - height / 2;
      const sx = dx * cos + dy * sin;
      const sy = dy * cos - dx * sin;
      const to = (y * width + x) * 3;
      const noise = (random() + random() + random() - 1.5) * 3;
      const lit = Math.abs(sx) <= half.x && Math.abs(sy) <= half.y;
      const framed = Math.abs(sx) <= half.x + rim && Math.abs(sy) <= half.y + rim;
      const from = lit
        ? (Math.min(height - 1, Math.floor(((sy + half.y) / held.size) | 0)) * width +
            Math.min(width - 1, Math.floor((sx + half.x) / held.size))) *
          3
        : to;
      for (let c = 0; c < 3; c++) {
        const shown = (picture.data[from + c] ?? 0) / 255;
        // the stripes take light away, which the backlight gives back
        const glow =
          held.haze + (1 - held.haze) * shown ** 1.1 * (0.93 + 0.3 * grid(sx / held.pitch + phase.x, sy / held.pitch + phase.y, c));
        const level = lit ? 255 * glow : framed ? 14 : (room.data[to + c] ?? 0);
        data[to + c] = Math.max(0, Math.min(255, level + noise));
      }
    }
  }
  return { data, width, height };
}
