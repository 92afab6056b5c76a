/** Requests of one moment may fall on the same picture of the camera: only what lies further apart is a repeat. */
const APART_MS = 1000;

interface First {
  readonly id: string;
  readonly at: number;
}
/** What identifies a frame and its bytes. */
export interface FrameBytes {
  readonly id: string;
  readonly sha256: Buffer;
  readonly at: Date;
}

/** The pictures of one attempt by their bytes: the first frame that had them. About 100 bytes of memory a frame. */
export class SeenFrames {
  readonly #first = new Map<string, First>();

  /** @param known frames of the attempt that came in before, oldest first, whether analysed yet or not */
  constructor(known: readonly FrameBytes[] = []) {
    for (const frame of known) this.repeats(frame);
  }

  /** Notes a frame. @returns whether its very bytes came before, with another frame at another moment; the same frame again is none */
  repeats({ id, sha256, at }: FrameBytes): boolean {
    const key = sha256.toString('base64');
    const first = this.#first.get(key);
    if (!first) this.#first.set(key, { id, at: at.getTime() });
    return first !== undefined && first.id !== id && Math.abs(at.getTime() - first.at) >= APART_MS;
  }
}
