import type { Picture } from '../types.js';
import type { FrameVariant } from './frame-variant.js';
import { HELD, onScreen } from './on-screen.js';
import { randomFrom } from './random.js';
import { IMPOSTOR, SAMPLE_PEOPLE, STUDENT } from './sample-people.js';
import { samplePortrait } from './sample-portrait.js';

/** What the camera sees: one of the people by number, or a screen that shows them; the student and another one, a wall, the student with the light off, or a screen that shows the student. */
export type SampleScene =
  'student' | 'impostor' | 'several' | 'empty' | 'dark' | 'screen' | { readonly person: number; readonly onScreen?: true };

/** Light that is left in the scene `dark`. */
const DARKNESS = 0.06;
const FRAME = { width: 640, height: 480 } as const;

/** A plain wall with a little shade and noise. */
function wall(variant: FrameVariant): Picture {
  const random = randomFrom(variant.seed + 99);
  const data = new Uint8Array(FRAME.width * FRAME.height * 3);
  for (let i = 0, pixel = 0; i < data.length; i += 3, pixel++) {
    const shade = 1 - 0.12 * ((pixel % FRAME.width) / FRAME.width) - 0.06 * (pixel / FRAME.width / FRAME.height);
    const noise = (random() * 2 - 1) * 2 * variant.noise;
    data.set(
      [198, 192, 180].map((level) => Math.max(0, Math.min(255, level * shade * variant.light + noise))),
      i,
    );
  }
  return { data, ...FRAME };
}

/** Two halves of a frame beside each other. */
function besides(left: Picture, right: Picture): Picture {
  const width = left.width + right.width;
  const data = new Uint8Array(width * left.height * 3);
  for (let y = 0; y < left.height; y++) {
    data.set(left.data.subarray(y * left.width * 3, (y + 1) * left.width * 3), y * width * 3);
    data.set(right.data.subarray(y * right.width * 3, (y + 1) * right.width * 3), (y * width + left.width) * 3);
  }
  return { data, width, height: left.height };
}

/**
 * The pixels of one frame of 640 × 480.
 * @throws RangeError when there is no person with that number.
 */
export async function sampleScene(scene: SampleScene, variant: FrameVariant): Promise<Picture> {
  const portrait = (number: number, changes: Partial<FrameVariant> = {}, size?: { width: number; height: number }) => {
    const person = SAMPLE_PEOPLE[number];
    if (!person) throw new RangeError(`There are ${SAMPLE_PEOPLE.length} sample people, counted from 0; there is no number ${number}.`);
    return samplePortrait(person, { ...variant, ...changes }, size);
  };
  if (scene === 'empty') return wall(variant);
  if (scene === 'student') return portrait(STUDENT);
  if (scene === 'impostor') return portrait(IMPOSTOR);
  if (scene === 'dark') return portrait(STUDENT, { light: DARKNESS, noise: 1 });
  const shown = async (number: number) => onScreen(await portrait(number), wall(variant), { ...HELD, seed: variant.seed });
  if (scene === 'screen') return shown(STUDENT);
  if (scene === 'several') {
    const half = { width: FRAME.width / 2, height: FRAME.height };
    return besides(await portrait(STUDENT, {}, half), await portrait(2, { zoom: variant.zoom * 0.9 }, half));
  }
  return scene.onScreen ? shown(scene.person) : portrait(scene.person);
}
