import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LIVENESS_MOVES, type LivenessMove } from '@invigil/shared';
import { turnedFace, withNoise } from '@invigil/biometrics/samples';
import { y4m } from './y4m.js';

/** Frames of a film; each has noise of its own, and they come again each time it goes round. */
const FRAMES = 12;
const HALF = 0.6;
const BETWEEN_MS = 350;
const keyOf = (move: LivenessMove | null, share: number): string => `${move ?? 'ahead'} ${String(share)}`;

/** A head before the camera that turns when it is told: every film is ready before the first movement is asked for. */
export class HeadFilm {
  readonly #films = new Map<string, Buffer>();
  #file = '';
  #now: LivenessMove | null = null;

  static async make(): Promise<HeadFilm> {
    const head = new HeadFilm();
    await head.#shoot(null, 1);
    for (const move of LIVENESS_MOVES) for (const share of [HALF, 1]) await head.#shoot(move, share);
    return head;
  }

  /** Writes the film that the camera plays, looking ahead. */
  async play(file: string): Promise<void> {
    this.#file = file;
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, this.#film(null, 1));
  }

  /** Turns the head, by way of half the turn: a head does not jump. */
  async turn(move: LivenessMove | null): Promise<void> {
    if (move === this.#now) return;
    const by = move ?? this.#now;
    this.#now = move;
    await this.#show(by, HALF);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    await this.#show(move, 1);
  }

  async #shoot(move: LivenessMove | null, share: number): Promise<void> {
    const face = await turnedFace(move, share);
    this.#films.set(keyOf(move, share), y4m(Array.from({ length: FRAMES }, (_, i) => withNoise(face, i))));
  }

  #film(move: LivenessMove | null, share: number): Buffer {
    const film = this.#films.get(keyOf(move, share));
    if (!film) throw new Error('There is no such film.');
    return film;
  }

  async #show(move: LivenessMove | null, share: number): Promise<void> {
    const film = this.#film(move, share);
    const handle = await open(this.#file, 'r+');
    try {
      await handle.write(film, 0, film.length, 0);
    } finally {
      await handle.close();
    }
  }
}
