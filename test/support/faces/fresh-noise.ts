import { randomFillSync } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { frameCount, LUMA_BYTES, lumaPlace } from './y4m.js';

/** Quicker than a film goes round, so that no picture of it is seen twice. */
const EVERY_MS = 250;
/** The lowest bits of each brightness: noise of about one level, which stays what it is however often it is drawn anew. */
const NOISE = 0b11;

/** What is known of each film that plays: whether its camera hangs, and whoever writes to it now. */
const films = new Map<string, { still: boolean; turn: Promise<void> }>();

/** Writes to a film while nobody else does. */
export async function alone(file: string, write: (handle: FileHandle) => Promise<void>, still?: boolean): Promise<void> {
  const film = films.get(file) ?? { still: false, turn: Promise.resolve() };
  films.set(file, film);
  const turn = film.turn.then(async () => {
    if (still !== undefined) film.still = still;
    const handle = await open(file, 'r+');
    try {
      await write(handle);
    } finally {
      await handle.close();
    }
  });
  film.turn = turn.catch(() => undefined);
  await turn;
}

/** Gives a film new noise all the time, as a sensor does: pictures that come again look like a recording. Ends with the file, and keeps no process alive. */
export function keepFresh(file: string): void {
  const again = (): void => {
    setTimeout(() => {
      const still = films.get(file)?.still === true;
      void (still ? Promise.resolve() : alone(file, refresh)).then(again, () => films.delete(file));
    }, EVERY_MS).unref();
  };
  again();
}

const luma = Buffer.alloc(LUMA_BYTES);
const noise = Buffer.alloc(LUMA_BYTES);

async function refresh(handle: FileHandle): Promise<void> {
  const frames = frameCount((await handle.stat()).size);
  for (let frame = 0; frame < frames; frame++) {
    await handle.read(luma, 0, LUMA_BYTES, lumaPlace(frame));
    randomFillSync(noise);
    for (let i = 0; i < LUMA_BYTES; i++) luma[i] = ((luma[i] ?? 0) & ~NOISE) | ((noise[i] ?? 0) & NOISE);
    await handle.write(luma, 0, LUMA_BYTES, lumaPlace(frame));
  }
}
