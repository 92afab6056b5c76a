import { createRequire } from 'node:module';
import path from 'node:path';
import type * as FaceApi from '@vladmandic/face-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaceNets, NetInput } from '../../engine/index.js';
import { fillNetInput } from '../../engine/index.js';
import { facePhoto } from '../../samples/index.js';
import { randomFrom } from '../../samples/random.js';
import type { Box, Picture } from '../../types.js';
import { decodePicture } from '../decode-picture.js';
import { openTfjsNets } from '../tfjs-nets.js';
import { loadOnnxruntime } from './load-onnxruntime.js';
import { NET_INPUTS } from './onnx-nets.js';
import { openNet } from './open-net.js';
import type { OpenNet } from './open-net.js';

const modelsDir = path.resolve(import.meta.dirname, '../../../../../models');
const require = createRequire(import.meta.url);

interface Tensor {
  dataSync(): Float32Array;
}

/** face-api's nets before anything is read from their answers. */
interface RawNets {
  readonly NetInput: new (inputs: unknown[]) => unknown;
  readonly nets: Readonly<{
    tinyFaceDetector: { forwardInput(input: unknown, size: number): Tensor };
    ssdMobilenetv1: { forwardInput(input: unknown): { boxes: Tensor[]; scores: Tensor[] } };
    faceLandmark68Net: { runNet(input: unknown): Tensor };
    faceRecognitionNet: { forwardInput(input: unknown): Tensor };
  }>;
}

function noise(width: number, height: number, seed: number): Picture {
  const random = randomFrom(seed);
  return { data: Uint8Array.from({ length: width * height * 3 }, () => Math.floor(random() * 256)), width, height };
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a).toHaveLength(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? NaN))), 0);
};

/** The tiny detector's numbers as they are read: where in its place a box is and how sure it is (0 to 1), and its size in anchors. */
const asRead = (grid: Float32Array) => grid.map((value, i) => (i % 5 === 2 || i % 5 === 3 ? Math.exp(value) : 1 / (1 + Math.exp(-value))));

const whole = ({ width, height }: Picture): Box => ({ x: 0, y: 0, width, height });

/** What onnxruntime computes is what tfjs computes, number by number, from picture to answer: photographs, odd shapes, and pure noise. */
describe('the nets on onnxruntime, beside face-api on tfjs', { timeout: 120_000 }, () => {
  let reference: FaceNets;
  let raw: RawNets;
  let tf: { tensor3d(data: Uint8Array, shape: number[], type: 'int32'): unknown };
  const open: OpenNet[] = [];
  let pictures: Record<string, Picture>;

  beforeAll(async () => {
    reference = await openTfjsNets(modelsDir);
    tf = require('@tensorflow/tfjs') as typeof tf;
    raw = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as typeof FaceApi & RawNets;
    pictures = {
      student: await decodePicture(await facePhoto('student')),
      several: await decodePicture(await facePhoto('several')),
      upright: noise(211, 403, 1),
      wide: noise(640, 333, 2),
      square: noise(150, 150, 3),
    };
  });

  afterAll(() => {
    for (const net of open) net.dispose();
    reference.dispose();
  });

  async function ours(name: string, picture: Picture, input: NetInput) {
    const net = await openNet(loadOnnxruntime(), modelsDir, name);
    open.push(net);
    fillNetInput(net.input, picture, whole(picture), input);
    return net.run();
  }
  const theirs = ({ data, width, height }: Picture) => new raw.NetInput([tf.tensor3d(data, [height, width, 3], 'int32')]);
  const names = ['student', 'several', 'upright', 'wide', 'square'] as const;

  it.each(names)('finds the same with the tiny detector: %s', async (name) => {
    const { grid } = await ours('tiny_face_detector', pictures[name]!, NET_INPUTS.tiny);
    const expected = raw.nets.tinyFaceDetector.forwardInput(theirs(pictures[name]!), 224).dataSync();
    // its raw numbers reach 50, where single precision itself ends at 4e-6
    const relative = (grid: Float32Array) => grid.map((value, i) => value / Math.max(1, Math.abs(expected[i]!)));
    expect(furthest(relative(grid!), relative(expected))).toBeLessThan(1e-5);
    expect(furthest(asRead(grid!), asRead(expected))).toBeLessThan(1e-5);
  });

  it.each(names)('finds the same with SSD: %s', async (name) => {
    const { boxes, scores } = await ours('ssd_mobilenetv1', pictures[name]!, NET_INPUTS.ssd);
    const expected = raw.nets.ssdMobilenetv1.forwardInput(theirs(pictures[name]!));
    expect(furthest(scores!, expected.scores[0]!.dataSync())).toBeLessThan(1e-5);
    expect(furthest(boxes!, expected.boxes[0]!.dataSync())).toBeLessThan(1e-5);
  });

  it.each(names)('puts the landmarks at the same place: %s', async (name) => {
    const { points } = await ours('face_landmark_68', pictures[name]!, NET_INPUTS.landmarks);
    expect(furthest(points!, raw.nets.faceLandmark68Net.runNet(theirs(pictures[name]!)).dataSync())).toBeLessThan(1e-5);
  });

  it.each(names)('describes the same: %s', async (name) => {
    const { descriptor } = await ours('face_recognition', pictures[name]!, NET_INPUTS.descriptor);
    expect(furthest(descriptor!, raw.nets.faceRecognitionNet.forwardInput(theirs(pictures[name]!)).dataSync())).toBeLessThan(1e-5);
  });
});
