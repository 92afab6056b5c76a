import type { BrowserEngine, PictureExposure } from '@invigil/biometrics/browser';
import { fitJpeg } from './fit-jpeg.ts';
import type { FromVision, ToVision } from './protocol.ts';
import { claimOf, NOT_DESCRIBED, type Sight } from './sight.ts';

/** A computer that needs longer for one picture sends frames alone: it has an exam to run. */
const TOO_SLOW_MS = 1500;
const WIDEST = 640;

const post = (message: FromVision, transfer: Transferable[] = []) => postMessage(message, { transfer });

interface Eye {
  engine: BrowserEngine;
  isTooDark: (exposure: PictureExposure) => boolean;
}

async function load(): Promise<Eye | null> {
  try {
    const { createBrowserEngine, isTooDark } = await import('@invigil/biometrics/browser');
    const engine = await createBrowserEngine({ modelsUrl: '/models' });
    if (engine.measuredMs > TOO_SLOW_MS && self.name !== 'patient') {
      engine.dispose();
      post({ type: 'frames_only', why: 'slow', detail: `${engine.name} ${Math.round(engine.measuredMs)} ms` });
      return null;
    }
    post({ type: 'ready', engine: engine.name, ms: engine.measuredMs });
    return { engine, isTooDark };
  } catch (error) {
    post({ type: 'frames_only', why: 'failed', detail: error instanceof Error ? error.message : 'unknown' });
    return null;
  }
}

/** The camera's picture at the size it is sent in. */
function scaled(bitmap: ImageBitmap, scale: number): OffscreenCanvas {
  const fit = Math.min(1, WIDEST / bitmap.width) * scale;
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * fit), Math.round(bitmap.height * fit));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives a worker no canvas.');
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const eye = load();

async function look({ bitmap, kind, wantSsd }: ToVision): Promise<Sight> {
  const started = performance.now();
  const blob =
    kind === 'frame' ? await fitJpeg((quality, scale) => scaled(bitmap, scale).convertToBlob({ type: 'image/jpeg', quality })) : null;
  const jpeg = blob && new Uint8Array(await blob.arrayBuffer());
  const ready = await eye;
  if (!ready) return { claim: NOT_DESCRIBED, place: null, jpeg, ms: performance.now() - started };
  // what is described is what is sent, so that the server finds the same numbers in it
  const picture = blob ? await createImageBitmap(blob) : scaled(bitmap, 1).transferToImageBitmap();
  const findings = await ready.engine.analyse(picture, { wantSsd });
  const { width, height } = picture;
  picture.close();
  return { ...claimOf(findings, width, height, ready.isTooDark(findings.exposure)), jpeg, ms: performance.now() - started };
}

let turn: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<ToVision>) => {
  turn = turn.then(async () => {
    try {
      const sight = await look(data);
      post({ type: 'seen', id: data.id, sight }, sight.jpeg ? [sight.jpeg.buffer] : []);
    } catch (error) {
      post({ type: 'not_seen', id: data.id, message: error instanceof Error ? error.message : 'unknown' });
    } finally {
      data.bitmap.close();
    }
  });
});
