import type { ImportedPhoto } from '@invigil/shared';
import { api } from '#lib/api.ts';
import { jpegDataUrl } from '#lib/vision/data-url.ts';
import { shrinkPhoto } from './shrink-photo.ts';

/** A photo that was chosen, and what became of it. */
export interface PhotoItem {
  readonly fileName: string;
  readonly file: File;
  outcome: ImportedPhoto | null;
}

const IS_PICTURE = /\.(?:jpe?g|png|webp)$/i;
const UNREADABLE = {
  result: 'unreadable',
  name: null,
  message: 'This browser cannot read the photo. Save it as a JPEG and import that.',
} as const satisfies ImportedPhoto;

/** Chosen photos on their way to the server, one by one; what one is refused for stops none of the others. */
export class PhotoRun {
  #items = $state<PhotoItem[]>([]);
  #left = $state(0);
  #running = $state(false);
  #error = $state.raw<unknown>(null);
  #stopping = new AbortController();

  get items(): readonly PhotoItem[] {
    return this.#items;
  }
  /** Files of the folder that are no pictures. */
  get skipped(): number {
    return this.#left;
  }
  get running(): boolean {
    return this.#running;
  }
  /** Why it stopped: the server cannot be reached, or wants a pause. */
  get error(): unknown {
    return this.#error;
  }
  get done(): number {
    return this.#items.filter(({ outcome }) => outcome !== null).length;
  }
  get imported(): number {
    return this.#items.filter(({ outcome }) => outcome?.result === 'imported').length;
  }

  choose(files: readonly File[]): void {
    const pictures = files
      .filter(({ name }) => IS_PICTURE.test(name))
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
    this.#left = files.length - pictures.length;
    this.#error = null;
    this.#items = pictures.map((file) => ({ fileName: file.name, file, outcome: null }));
  }

  /** After the photo that is on its way. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Goes on with the first photo that has no answer yet. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#error = null;
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    try {
      for (const item of this.#items) {
        if (signal.aborted) return;
        if (item.outcome === null) item.outcome = await send(item);
      }
    } catch (error) {
      this.#error = error;
    } finally {
      this.#running = false;
    }
  }
}

async function send({ file, fileName }: PhotoItem): Promise<ImportedPhoto> {
  let image: string;
  try {
    image = jpegDataUrl(await shrinkPhoto(file));
  } catch {
    return UNREADABLE;
  }
  return api.post<ImportedPhoto>('/api/monitor/people', { fileName, image, agreed: true });
}
