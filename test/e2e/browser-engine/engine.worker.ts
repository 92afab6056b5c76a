import { createBrowserEngine } from '@invigil/biometrics/browser';
import { QUALITIES } from './messages.js';
import type { AnswerMessage, PictureAnswer } from './messages.js';

async function encode(bitmap: ImageBitmap, quality: number): Promise<string> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

async function analyse(urls: string[]): Promise<AnswerMessage> {
  const engine = await createBrowserEngine({ modelsUrl: '/models' });
  const answers: PictureAnswer[] = [];
  for (const url of urls) {
    const bitmap = await createImageBitmap(await (await fetch(url)).blob());
    const start = performance.now();
    const { faces, subjectIndex, detector } = await engine.analyse(bitmap);
    const ms = performance.now() - start;
    const subject = faces[subjectIndex];
    answers.push({
      faces: faces.length,
      detector,
      reason: subject?.gate?.reason ?? null,
      yaw: subject?.pose?.yaw ?? NaN,
      descriptor: [...(subject?.descriptor ?? [])],
      ms,
      jpegs: await Promise.all(QUALITIES.map((quality) => encode(bitmap, quality))),
    });
  }
  return { error: null, engine: engine.name, measuredMs: engine.measuredMs, answers };
}

onmessage = async ({ data }: MessageEvent<string[]>) => {
  try {
    postMessage(await analyse(data));
  } catch (error) {
    postMessage({ error: String(error), engine: '', measuredMs: 0, answers: [] } satisfies AnswerMessage);
  }
};
