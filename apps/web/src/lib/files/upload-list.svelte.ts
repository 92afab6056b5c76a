import type { FileView, UploadView } from '@invigil/shared';
import { SvelteMap } from 'svelte/reactivity';
import { Upload } from './upload.svelte.ts';

/** The uploads of this page, in the order in which they were chosen. Goes on while other parts of the page change. */
export class UploadList {
  #uploads = new SvelteMap<number, Upload>();
  #last = 0;

  constructor(private readonly onfinished: (file: FileView) => void) {}

  get all(): [number, Upload][] {
    return [...this.#uploads];
  }
  get busy(): boolean {
    return this.all.some(([, { state }]) => state === 'sending' || state === 'offline' || state === 'paused');
  }

  /** @param unfinished what the server still has of earlier ones; a file of the same name and size goes on there */
  add(files: Iterable<File>, unfinished: readonly UploadView[]): void {
    const free = [...unfinished];
    for (const file of files) {
      const place = free.findIndex(({ name, size }) => name === file.name.normalize('NFC') && size === file.size);
      const [begun] = place < 0 ? [] : free.splice(place, 1);
      const id = ++this.#last;
      this.#uploads.set(
        id,
        new Upload(file, begun?.id ?? null, (view) => {
          this.#uploads.delete(id);
          this.onfinished(view);
        }),
      );
    }
  }

  async cancel(id: number): Promise<void> {
    const upload = this.#uploads.get(id);
    this.#uploads.delete(id);
    await upload?.cancel();
  }

  /** Call in the component's set-up: goes on at once when the connection is back, and asks before the page is left in the middle. */
  follow(): void {
    $effect(() => {
      const online = () => this.all.forEach(([, upload]) => upload.hurry());
      const ask = (event: BeforeUnloadEvent) => {
        if (this.busy) event.preventDefault();
      };
      addEventListener('online', online);
      addEventListener('beforeunload', ask);
      return () => {
        removeEventListener('online', online);
        removeEventListener('beforeunload', ask);
        for (const [, upload] of this.all) upload.pause();
      };
    });
  }
}
