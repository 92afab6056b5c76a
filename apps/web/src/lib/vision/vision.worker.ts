import '../no-eval.ts';
import type { BrowserEngine, PictureExposure } from '@invigil/biometrics/browser';
import { fitJpeg } from './fit-jpeg.ts';
import type { FromVision, ToVision } from './protocol.ts';
import { claimOf, NOT_DESCRIBED, type Sight } from './sight.ts';

/** A computer that needs longer for one picture sends frames alone: it has an exam to run. */
const TOO_SLOW_MS = 1500;
const WIDEST = 640;
/** A frame that the server asked for has seconds. What is not described by then is sent alone: the server describes it itself. */
const DESCRIBED_WITHIN_MS = 4000;

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
const seen = (claim: Sight['claim'], place: Sight['place'], jpeg: Sight['jpeg'], started: number): Sight => ({
  claim,
  place,
  jpeg,
  ms: performance.now() - started,
});

const bytesOf = async (blob: Blob | null): Promise<Sight['jpeg']> => blob && new Uint8Array(await blob.arrayBuffer());

function encode({ bitmap, kind }: ToVision): Promise<Blob | null> {
  if (kind !== 'frame') return Promise.resolve(null);
  return fitJpeg((quality, scale) => scaled(bitmap, scale).convertToBlob({ type: 'image/jpeg', quality }));
}

async function describe({ bitmap, wantSsd }: ToVision, blob: Blob | null, started: number): Promise<Sight> {
  const ready = await eye;
  if (!ready) return seen(NOT_DESCRIBED, null, await bytesOf(blob), started);
  // what is described is what is sent, so that the server finds the same numbers in it
  const picture = blob ? await createImageBitmap(blob) : scaled(bitmap, 1).transferToImageBitmap();
  const findings = await ready.engine.analyse(picture, { wantSsd });
  const { width, height } = picture;
  picture.close();
  const { claim, place } = claimOf(findings, width, height, ready.isTooDark(findings.exposure));
  return seen(claim, place, await bytesOf(blob), started);
}

/** The frame as it is, when this computer does not come to describing it in time. */
async function undescribed(encoded: Promise<Blob | null>, started: number): Promise<Sight> {
  await new Promise((resolve) => setTimeout(resolve, DESCRIBED_WITHIN_MS));
  return seen(NOT_DESCRIBED, null, await bytesOf(await encoded), started);
}

let turn: Promise<unknown> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<ToVision>) => {
  const started = performance.now();
  // the moment that is sent is the one that was asked for, however long the looks before it take
  const encoded = encode(data);
  const described = turn.then(async () => describe(data, await encoded, started));
  turn = described.catch(() => undefined).finally(() => data.bitmap.close());
  const mayGoWithout = data.kind === 'frame' && self.name !== 'patient';
  const first = mayGoWithout ? Promise.race([described, undescribed(encoded, started)]) : described;
  first.then(
    (sight) => post({ type: 'seen', id: data.id, sight }, sight.jpeg ? [sight.jpeg.buffer] : []),
    (error: unknown) => post({ type: 'not_seen', id: data.id, message: error instanceof Error ? error.message : 'unknown' }),
  );
});
