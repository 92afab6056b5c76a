import { createRequire } from 'node:module';
import { faceChip, type Picture } from '@invigil/biometrics';
import { createNodeEngine } from '@invigil/biometrics/node';
import type * as FaceApi from '@vladmandic/face-api';

type Tensor = FaceApi.TNetInput & { dispose(): void };
type Rectangle = FaceApi.Box | FaceApi.FaceDetection;
interface Tfjs {
  tensor3d(values: Uint8Array, shape: [number, number, number], type: 'int32'): Tensor;
}

/** Ways to cut out the face that the same detector and landmarks gave. */
export const ALIGNMENTS = ['detector box', 'box of the landmarks', "face-api's own", 'upright chip'] as const;
export type Alignment = (typeof ALIGNMENTS)[number];

export interface ReferenceAnswer {
  /** face-api's own recipe: SSD, landmarks, its alignment. */
  readonly ssd: Float32Array | null;
  /** The same recipe with its tiny detector at the default input of 416. */
  readonly tiny: Float32Array | null;
  readonly alignments: Readonly<Record<Alignment, Float32Array>> | null;
}

/** face-api as its documentation shows it, with nothing of ours between, on tfjs and the same weights. */
export async function openReference(modelsDir: string): Promise<{ name: string; look(picture: Picture): Promise<ReferenceAnswer> }> {
  // sets up tfjs and loads the nets into the one face-api that this process has
  const { name } = await createNodeEngine({ modelsDir, engine: 'tfjs' });
  const require = createRequire(import.meta.url);
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi;
  const tf = require('@tensorflow/tfjs') as Tfjs;
  const { faceRecognitionNet } = faceapi.nets;

  async function describe(input: Tensor): Promise<Float32Array> {
    const descriptor = await faceRecognitionNet.computeFaceDescriptor(input);
    if (Array.isArray(descriptor)) throw new TypeError('face-api answered for a batch where one face was asked.');
    return descriptor;
  }

  async function describePart(input: Tensor, part: Rectangle): Promise<Float32Array> {
    const [face] = (await faceapi.extractFaceTensors(input as never, [part as FaceApi.FaceDetection])) as unknown as Tensor[];
    if (!face) throw new RangeError('The part lies outside of the picture.');
    try {
      return await describe(face);
    } finally {
      face.dispose();
    }
  }

  async function describeChip(chip: Picture): Promise<Float32Array> {
    const input = tf.tensor3d(chip.data, [chip.height, chip.width, 3], 'int32');
    try {
      return await describe(input);
    } finally {
      input.dispose();
    }
  }

  async function look(picture: Picture): Promise<ReferenceAnswer> {
    const input = tf.tensor3d(picture.data, [picture.height, picture.width, 3], 'int32');
    try {
      const tiny = await faceapi.detectSingleFace(input, new faceapi.TinyFaceDetectorOptions()).withFaceLandmarks().withFaceDescriptor();
      const ssd = await faceapi.detectSingleFace(input, new faceapi.SsdMobilenetv1Options()).withFaceLandmarks().withFaceDescriptor();
      return {
        ssd: ssd?.descriptor ?? null,
        tiny: tiny?.descriptor ?? null,
        alignments: ssd
          ? {
              'detector box': await describePart(input, ssd.detection),
              'box of the landmarks': await describePart(input, ssd.landmarks.align(null, { useDlibAlignment: false })),
              "face-api's own": ssd.descriptor,
              'upright chip': await describeChip(faceChip(picture, ssd.landmarks.positions)),
            }
          : null,
      };
    } finally {
      input.dispose();
    }
  }

  return { name, look };
}
