import type { Picture, PictureQuality } from '../types.js';
import { valuesAtRanks } from './values-at-ranks.js';

/** The middle of a chip, from the brows to the chin, without hair, background and the black beyond a border. */
const INNER = { from: 0.22, to: 0.78 } as const;

/** Brightness of the inner part, row by row. */
function innerLight({ data, width }: Picture, left: number, top: number, columns: number, rows: number): Float64Array {
  const light = new Float64Array(columns * rows);
  let out = 0;
  for (let y = 0; y < rows; y++) {
    let at = ((top + y) * width + left) * 3;
    for (let x = 0; x < columns; x++, at += 3) {
      light[out++] = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    }
  }
  return light;
}

/** Noise residues (Immerkær's mask, absolute), and the sum of squares of the fine detail (Laplacian). */
function residuesOf(light: Float64Array, width: number, height: number): { residues: Float64Array; detail: number } {
  const residues = new Float64Array((width - 2) * (height - 2));
  let detail = 0;
  let out = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * width + 1; i < (y + 1) * width - 1; i++) {
      const up = i - width;
      const down = i + width;
      const middle = 4 * (light[i] ?? 0);
      const cross = (light[i - 1] ?? 0) + (light[i + 1] ?? 0) + (light[up] ?? 0) + (light[down] ?? 0);
      const corners = (light[up - 1] ?? 0) + (light[up + 1] ?? 0) + (light[down - 1] ?? 0) + (light[down + 1] ?? 0);
      residues[out++] = Math.abs(corners - 2 * cross + middle);
      const fine = cross - middle;
      detail += fine * fine;
    }
  }
  return { residues, detail };
}

/**
 * Contrast, noise and sharpness inside a face, from its aligned chip (square, at least 16 pixels). All are ratios or differences, so that a dark skin in good light passes and a bright one in the dark does not.
 * The noise is Immerkær's estimate (1996): a mask blind to edges and slopes, here with the median instead of the mean so that beard and glasses do not count as noise.
 * @throws RangeError when the picture is smaller.
 */
export function pictureQuality(chip: Picture): PictureQuality {
  if (chip.width < 16 || chip.height < 16) throw new RangeError('Quality is measured on a chip of at least 16 × 16 pixels.');
  const left = Math.floor(chip.width * INNER.from);
  const top = Math.floor(chip.height * INNER.from);
  const width = Math.floor(chip.width * INNER.to) - left;
  const height = Math.floor(chip.height * INNER.to) - top;
  const light = innerLight(chip, left, top, width, height);
  const { residues, detail } = residuesOf(light, width, height);
  const rank = (share: number) => Math.floor(share * (light.length - 1));
  const [darkest = 0, brightness = 0, brightest = 0] = valuesAtRanks(light, [rank(0.05), rank(0.5), rank(0.95)]);
  const [residue = 0] = valuesAtRanks(residues, [Math.floor(0.5 * (residues.length - 1))]);
  const contrast = brightest - darkest;
  return {
    brightness,
    contrast,
    // 6 is the mask's norm, 0.6745 turns a median deviation into a standard one
    noise: residue / (6 * 0.6745),
    sharpness: contrast > 0 ? Math.sqrt(detail / residues.length) / contrast : 0,
  };
}
