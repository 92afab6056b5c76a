import type * as FaceApi from '@vladmandic/face-api';

/** Stands for the element classes that a worker does not have: nothing is ever an instance of it. */
class Absent {}

const absent = (): never => {
  throw new Error('A worker has no elements and no files; give the engine pixels.');
};

/** Tells face-api what this place has. In a worker it finds neither window nor document, and its own set-up gives up. */
export function setWorkerEnv(faceapi: typeof FaceApi): void {
  const env = {
    Canvas: OffscreenCanvas,
    CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
    Image: Absent,
    Video: Absent,
    ImageData,
    createCanvasElement: absent,
    createImageElement: absent,
    createVideoElement: absent,
    fetch: (url: string, init?: RequestInit) => fetch(url, init),
    readFile: absent,
  };
  // face-api's type knows only a page's classes; it compares with instanceof and never makes one for pixels
  faceapi.env.setEnv(env as unknown as FaceApi.Environment);
}
