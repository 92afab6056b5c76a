import type { FileAnswer, FileView, UploadView } from '@invigil/shared';
import { api, ApiError, messageOf } from '../api.ts';
import { sendPart } from './send-part.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

/** One file on its way to the server, in parts: it can be stopped, goes on by itself after a lost connection, and picks up where it was. */
export class Upload {
  #state = $state<'sending' | 'paused' | 'offline' | 'failed' | 'done'>('sending');
  #sent = $state(0);
  #problem = $state('');
  #id: string | null;
  #beginning: Promise<UploadView> | null = null;
  #stop = new AbortController();
  #wake: (() => void) | null = null;

  /** @param begun the id of an unfinished upload of the same file */
  constructor(
    readonly file: File,
    begun: string | null,
    private readonly onfinished: (file: FileView) => void,
  ) {
    this.#id = begun;
    void this.#run();
  }

  get state() {
    return this.#state;
  }
  /** Bytes that have left, at most the file's size. */
  get sent(): number {
    return this.#sent;
  }
  /** Why it failed, and what to do. */
  get problem(): string {
    return this.#problem;
  }
  get percent(): number {
    return this.file.size === 0 ? 100 : Math.floor((this.#sent / this.file.size) * 100);
  }

  pause = (): void => {
    this.#state = 'paused';
    this.#stop.abort();
    this.#wake?.();
  };

  resume = (): void => {
    if (this.#state === 'sending' || this.#state === 'done') return;
    this.#state = 'sending';
    this.#stop = new AbortController();
    void this.#run();
  };

  /** Stops it and leaves nothing on the server. */
  cancel = async (): Promise<void> => {
    this.pause();
    await this.#beginning?.catch(() => undefined);
    // what cannot be told now is thrown away by the server itself, a day later
    if (this.#id !== null) await api.delete(`/api/files/uploads/${this.#id}`).catch(() => undefined);
  };

  /** The connection is back: no need to wait any longer. */
  hurry = (): void => this.#wake?.();

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const stopped = () => signal.aborted;
    for (let wait = FIRST_WAIT_MS; !stopped(); wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      try {
        await this.#send(signal);
        return;
      } catch (error) {
        if (stopped()) return;
        if (!passing(error)) {
          this.#problem = messageOf(error);
          this.#state = 'failed';
          return;
        }
        this.#state = 'offline';
        await this.#pauseFor(wait);
        if (!stopped()) this.#state = 'sending';
      }
    }
  }

  async #send(signal: AbortSignal): Promise<void> {
    const { size } = this.file;
    // also renews the sign-in, where a long upload has outlived it
    const path = '/api/files/uploads';
    const upload = this.#id === null ? await this.#begin() : await api.get<UploadView>(`${path}/${this.#id}`, { signal });
    if (signal.aborted) return;
    const missing = Array.from({ length: upload.parts }, (_, n) => n).filter((n) => !upload.received.includes(n));
    let done = size - missing.reduce((sum, n) => sum + this.#part(n, upload).size, 0);
    this.#sent = done;
    for (const n of missing) {
      const blob = this.#part(n, upload);
      if (api.expiry.isKnown() && api.expiry.isNear(60_000)) await api.refresh();
      await sendPart({
        path: `${path}/${upload.id}/${n}`,
        blob,
        signal,
        onprogress: (bytes) => (this.#sent = done + Math.min(bytes, blob.size)),
      });
      done += blob.size;
      this.#sent = done;
    }
    const { file } = await api.post<FileAnswer>(`${path}/${upload.id}/finish`, undefined, { signal });
    this.#state = 'done';
    this.onfinished(file);
  }

  /** Not stopped on the way: what the server has begun would be forgotten here. */
  async #begin(): Promise<UploadView> {
    const { name, size } = this.file;
    this.#beginning ??= api.post<UploadView>('/api/files/uploads', { name, size }).finally(() => (this.#beginning = null));
    const upload = await this.#beginning;
    this.#id = upload.id;
    return upload;
  }

  #part = (n: number, { partBytes }: UploadView): Blob => this.file.slice(n * partBytes, (n + 1) * partBytes);

  #pauseFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What goes away by itself: no connection, a server that is starting anew, a session that is being renewed. */
const passing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'OFFLINE' || error.status >= 500 || error.status === 429 || error.status === 401);
