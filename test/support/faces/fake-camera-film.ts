import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { frameVariant, sampleScene } from '@invigil/biometrics/samples';
import type { FrameVariant, SampleScene } from '@invigil/biometrics/samples';
import type { Picture } from '@invigil/biometrics';
import { alone, freshen, keepFresh } from './fresh-noise.js';
import { behind } from './behind.js';
import { y4m } from './y4m.js';

/** Frames in a film. */
const FRAMES = 12;

/** What a film shows: a scene, the student with somebody behind, the student on a camera that hangs, or the student who moves or has another light. */
export type FilmScene =
  SampleScene | 'behind' | 'frozen' | { readonly moved: Partial<Pick<FrameVariant, 'shiftX' | 'shiftY' | 'zoom' | 'light'>> };

const sceneOf = async (scene: FilmScene, variant: FrameVariant): Promise<Picture> => {
  if (scene === 'behind') return behind(await sampleScene('student', variant), await sampleScene({ person: 2 }, variant));
  if (typeof scene === 'object' && 'moved' in scene) {
    const { shiftX = 0, shiftY = 0, zoom = 1, light = 1 } = scene.moved;
    const moved = { shiftX: variant.shiftX + shiftX, shiftY: variant.shiftY + shiftY, zoom, light: variant.light * light };
    return sampleScene('student', { ...variant, ...moved });
  }
  return sampleScene(scene === 'frozen' ? 'student' : scene, variant);
};

const made = new Map<string, Promise<Buffer>>();

/** The bytes of a film of one scene, made once. All films have the same length. */
function film(scene: FilmScene): Promise<Buffer> {
  const key = JSON.stringify(scene);
  const known = made.get(key) ?? makeFilm(scene);
  made.set(key, known);
  return known;
}

async function makeFilm(scene: FilmScene): Promise<Buffer> {
  if (scene === 'frozen') {
    const still = await sceneOf(scene, frameVariant(0));
    return y4m(Array.from({ length: FRAMES }, () => still));
  }
  const pictures = await Promise.all(
    Array.from({ length: FRAMES }, (_, i) => {
      const plain = frameVariant(0);
      const sway = (2 * Math.PI * i) / FRAMES;
      return sceneOf(scene, {
        ...plain,
        shiftX: 4 * Math.sin(sway),
        shiftY: 2 * Math.cos(sway),
        light: 1 + 0.01 * Math.sin(sway),
        seed: i,
      });
    }),
  );
  return y4m(pictures);
}

/**
 * Writes a film for `--use-file-for-fake-video-capture`: 640 × 480, a person who sways a little, with a sensor's noise that never repeats.
 * @param file path of the .y4m file; its folder is made.
 */
export async function fakeCameraFilm(file: string, scene: FilmScene): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const bytes = await film(scene);
  await writeFile(file, bytes);
  keepFresh(file, bytes.length);
}

/**
 * Changes what the camera sees while Chromium plays the film: overwrites the file in place, with the same length, and never cuts it.
 * The picture changes within a round of the film (about a second).
 */
export async function overwriteFilm(file: string, scene: FilmScene): Promise<void> {
  const bytes = await film(scene);
  // what was written before would look like a recording
  if (scene !== 'frozen') freshen(bytes);
  await alone(
    file,
    async (handle) => {
      await handle.write(bytes, 0, bytes.length, 0);
    },
    scene === 'frozen',
  );
}
