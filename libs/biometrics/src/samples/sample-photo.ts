import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The demo photo with that number (1 to 6) inside the installed face-api package; several people each. */
export async function samplePhoto(number: number): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve(`@vladmandic/face-api/demo/sample${number}.jpg`));
}
