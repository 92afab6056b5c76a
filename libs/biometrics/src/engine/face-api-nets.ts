import type * as FaceApi from '@vladmandic/face-api';
import { cropPicture } from '../pictures/index.js';
import type { FaceNets } from './face-engine.js';
import type { Box, Detection, Landmarks, Picture } from '../types.js';

/** Input of the tiny detector. Larger inputs miss close faces. */
export const TINY_INPUT = 224;
/** Least score at which either detector reports a face. */
export const LEAST_SCORE = 0.5;

/** Tensors handed to face-api; its bundled types name a tfjs of their own. */
type Tensor3D = FaceApi.TNetInput & { dispose(): void };

/** What is needed of tfjs: the same in the packages and in face-api's own bundle. */
export interface TensorMaker {
  tensor3d(values: Uint8Array, shape: [number, number, number], type: 'int32'): unknown;
  getBackend(): string;
}

/**
 * Runs the nets with face-api. `faceapi` must have its four models loaded, and `tf` must be the tfjs that this face-api uses.
 * Pixels go in as plain numbers, never through a canvas, so that browser and server see the same.
 */
export function faceApiNets(faceapi: typeof FaceApi, tf: TensorMaker): FaceNets {
  const { tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet } = faceapi.nets;
  const tinyOptions = new faceapi.TinyFaceDetectorOptions({ inputSize: TINY_INPUT, scoreThreshold: LEAST_SCORE });
  const ssdOptions = new faceapi.SsdMobilenetv1Options({ minConfidence: LEAST_SCORE });

  async function withTensor<T>(picture: Picture, work: (tensor: Tensor3D) => Promise<T>): Promise<T> {
    const tensor = tf.tensor3d(picture.data, [picture.height, picture.width, 3], 'int32') as Tensor3D;
    try {
      return await work(tensor);
    } finally {
      tensor.dispose();
    }
  }

  const detections = (found: FaceApi.FaceDetection[]): Detection[] =>
    found.map(({ box, score }) => ({ box: { x: box.x, y: box.y, width: box.width, height: box.height }, score }));

  async function landmarks(picture: Picture, box: Box): Promise<Landmarks> {
    const crop = cropPicture(picture, box);
    if (!crop) throw new RangeError('The box lies outside of the picture.');
    const points = await withTensor(crop, (tensor) => faceLandmark68Net.detectLandmarks(tensor));
    if (Array.isArray(points)) throw new TypeError('face-api answered for a batch where one face was asked.');
    return points.positions.map((point) => ({ x: point.x + box.x, y: point.y + box.y }));
  }

  async function describe(chip: Picture): Promise<Float32Array> {
    const descriptor = await withTensor(chip, (tensor) => faceRecognitionNet.computeFaceDescriptor(tensor));
    if (Array.isArray(descriptor)) throw new TypeError('face-api answered for a batch where one face was asked.');
    return descriptor;
  }

  return {
    name: `face-api tfjs-${tf.getBackend()}`,
    detectTiny: (picture) => withTensor(picture, async (tensor) => detections(await tinyFaceDetector.locateFaces(tensor, tinyOptions))),
    detectSsd: (picture) => withTensor(picture, async (tensor) => detections(await ssdMobilenetv1.locateFaces(tensor, ssdOptions))),
    landmarks,
    describe,
    dispose() {
      for (const net of [tinyFaceDetector, ssdMobilenetv1, faceLandmark68Net, faceRecognitionNet]) net.dispose(false);
    },
  };
}
