import type { Picture } from '@invigil/biometrics';

/** Somebody who stands three metres behind: a third of the size, of which the small detector sees nothing. */
const SHRINK = 3;
/** The part of the other picture that shows, as shares of it: head and shoulders. */
const PART = { from: 0.25, to: 0.75 };
const LEFT = 460;
const TOP = 10;

/** A picture of one person with another one in the background, at the upper right. Both have the same size, 640 × 480. */
export function behind(front: Picture, other: Picture): Picture {
  const data = Uint8Array.from(front.data);
  const first = Math.floor((other.width * PART.from) / SHRINK);
  const last = Math.floor((other.width * PART.to) / SHRINK);
  for (let y = 0; y < Math.floor(other.height / SHRINK); y++) {
    for (let x = first; x < last; x++) {
      for (let channel = 0; channel < 3; channel++) {
        data[((TOP + y) * front.width + LEFT + x - first) * 3 + channel] = meanAt(other, x * SHRINK, y * SHRINK, channel);
      }
    }
  }
  return { data, width: front.width, height: front.height };
}

function meanAt({ data, width }: Picture, left: number, top: number, channel: number): number {
  let sum = 0;
  for (let y = top; y < top + SHRINK; y++) for (let x = left; x < left + SHRINK; x++) sum += data[(y * width + x) * 3 + channel] ?? 0;
  return sum / (SHRINK * SHRINK);
}
