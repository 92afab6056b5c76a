import { join } from 'node:path';
import { createAnalysisPool, type AnalysisPool } from '@invigil/biometrics/node';
import { facePhoto, type SampleScene } from '@invigil/biometrics/samples';
import { writeDescriptor, type FaceClaim, type Unscorable } from '@invigil/shared';
import type { Look } from './simulated-student.js';

/** Different pictures of one scene; a student goes through them, so that no two frames in a row are equal. */
const VARIANTS = 6;

/** Makes the pictures that simulated cameras show, and says of each what an honest page would say. */
export class PictureBook {
  readonly #pages = new Map<string, Promise<Look[]>>();
  readonly #pool: AnalysisPool;

  constructor(root: string) {
    this.#pool = createAnalysisPool({ threads: 1, modelsDir: join(root, 'models'), maxQueue: 1000 });
  }

  /** The looks of a scene, made once. */
  looks(scene: SampleScene): Promise<Look[]> {
    const key = JSON.stringify(scene);
    const page = this.#pages.get(key) ?? Promise.all(Array.from({ length: VARIANTS }, (_, variant) => this.#look(scene, variant)));
    this.#pages.set(key, page);
    return page;
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #look(scene: SampleScene, variant: number): Promise<Look> {
    const jpeg = await facePhoto(scene, { variant });
    const { faces, subject } = await this.#pool.analyse({ attemptId: JSON.stringify(scene), jpeg, priority: 'enrolment', wantSsd: true });
    const descriptor = subject?.gate?.scorable && subject.descriptor ? writeDescriptor(subject.descriptor) : null;
    const unscorable: Unscorable | null = descriptor ? null : faces.length === 0 ? 'no_face' : 'pose';
    const claim: FaceClaim = { faces: faces.length, descriptor, unscorable };
    return { jpeg, claim };
  }
}

/** A JPEG as the HTTP calls take it. */
export const dataUrl = (jpeg: Uint8Array): string => `data:image/jpeg;base64,${Buffer.from(jpeg).toString('base64')}`;
