import type { MonitorAlert, MonitorFace } from '@invigil/shared';
import type { Camera } from '#lib/camera/camera.ts';
import { callMonitor, connectMonitor } from '#lib/stream/sockets.ts';
import type { DoorState } from '#lib/stream/door.ts';
import { jpegOf } from '#lib/vision/jpeg-of.ts';
import { WireFault } from '#lib/wire-fault.ts';

/** Of so many pictures of the camera one is sent, and never before the last one is answered. */
const EVERY = 2;
const AFTER_TROUBLE_MS = 700;
/** Alerts of this sitting that stay in view beside the camera. */
const SHOWN_ALERTS = 3;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Sends pictures of the camera to the server and keeps what it says of the last one. */
export class LiveMonitor {
  #faces = $state.raw<readonly MonitorFace[]>([]);
  #alerts = $state.raw<readonly MonitorAlert[]>([]);
  #error = $state.raw<unknown>(null);
  #door = $state.raw<DoorState>({ at: 'connecting', tries: 0, refreshes: 0 });
  #looks = $state(0);

  get faces(): readonly MonitorFace[] {
    return this.#faces;
  }
  /** Alerts that this page has raised, newest first. */
  get alerts(): readonly MonitorAlert[] {
    return this.#alerts;
  }
  /** Why the last picture was not looked at; null while all is well. */
  get error(): unknown {
    return this.#error;
  }
  get connected(): boolean {
    return this.#door.at === 'open';
  }
  /** Pictures that were looked at. */
  get looks(): number {
    return this.#looks;
  }

  /** Begins; returns the way to end. */
  watch(camera: Camera): () => void {
    const connection = connectMonitor((state) => {
      this.#door = state;
      if (state.at !== 'open') this.#faces = [];
    });
    const { socket, door } = connection;
    const leaving = new AbortController();
    const ended = (): boolean => leaving.signal.aborted;
    const look = async (): Promise<void> => {
      const picture = await camera.grab();
      const { faces, alert } = await callMonitor(socket, 'frame:look', { jpeg: await jpegOf(picture) });
      this.#faces = faces;
      this.#error = null;
      this.#looks += 1;
      if (alert) this.#alerts = [alert, ...this.#alerts].slice(0, SHOWN_ALERTS);
    };
    const skip = async (): Promise<void> => {
      for (let i = 1; i < EVERY; i++) (await camera.grab()).close();
    };
    const run = async (): Promise<void> => {
      while (!ended()) {
        try {
          if (socket.connected) {
            await skip();
            await look();
          } else await pause(AFTER_TROUBLE_MS);
        } catch (error) {
          if (ended()) return;
          const code = error instanceof WireFault ? error.code : null;
          if (code === 'UNAUTHENTICATED') door.denied();
          if (code === 'FORBIDDEN') door.close('refused');
          // nothing old may stand over a newer picture
          this.#faces = [];
          this.#error = error;
          await pause(AFTER_TROUBLE_MS);
        }
      }
    };
    void run();
    return () => {
      leaving.abort();
      connection.close();
    };
  }
}
