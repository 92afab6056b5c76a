import type { AnswerMessage } from './messages.js';

declare global {
  interface Window {
    /** Analyses the pictures at these addresses in a worker. */
    analysePictures(urls: string[]): Promise<AnswerMessage>;
  }
}

window.analysePictures = (urls) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<AnswerMessage>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => {
      reject(new Error(event.message));
    };
    worker.postMessage(urls);
  });
