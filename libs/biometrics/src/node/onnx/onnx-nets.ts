import { clipBox } from '../../pictures/index.js';
import { CHIP_SIZE } from '../../faces/index.js';
import { fillNetInput, LEAST_SCORE, TINY_INPUT } from '../../engine/index.js';
import type { FaceNets, NetInput } from '../../engine/index.js';
import { ssdDetections, tinyDetections } from '../../detection/index.js';
import type { Box, Detection, Landmarks, Picture } from '../../types.js';
import { insideNative } from '../native-gate.js';
import type { NativeCalls } from '../native-gate.js';
import { loadOnnxruntime } from './load-onnxruntime.js';
import { openNet } from './open-net.js';

/** Mean colours of the faces that two of the nets were trained on. */
const FACES = [122.782, 117.001, 104.298] as const;

/** What each net sees; the numbers are face-api's. */
export const NET_INPUTS = {
  tiny: { size: TINY_INPUT, mean: [117.001, 114.697, 97.404], divisor: 255, centred: false },
  ssd: { size: 512, mean: [127.5, 127.5, 127.5], divisor: 127.5, centred: false },
  landmarks: { size: 112, mean: FACES, divisor: 255, centred: true },
  descriptor: { size: CHIP_SIZE, mean: FACES, divisor: 255, centred: true },
} as const satisfies Record<string, NetInput>;

/** Places of the tiny detector's grid, across and down. */
const TINY_PLACES = 7;

const whole = ({ width, height }: Picture): Box => ({ x: 0, y: 0, width, height });

/** The points of the square that the net saw, in pixels of the picture, with `box` where face-api puts it: at its unclipped corner. */
function toLandmarks(points: Float32Array, part: Box, box: Box): Landmarks {
  const side = Math.max(part.width, part.height);
  const leftOut = { x: (side - part.width) / 2, y: (side - part.height) / 2 };
  return Array.from({ length: points.length / 2 }, (_, i) => ({
    x: (points[2 * i] ?? NaN) * side - leftOut.x + box.x,
    y: (points[2 * i + 1] ?? NaN) * side - leftOut.y + box.y,
  }));
}

/**
 * The nets on onnxruntime, one thread, with the files of `modelsDir`/onnx: the same numbers as face-api on tfjs, several times faster.
 * @throws Error when onnxruntime has no library for this system, or a file is missing.
 */
export async function openOnnxNets(modelsDir: string, gate?: NativeCalls): Promise<FaceNets> {
  const ort = await insideNative(gate, () => Promise.resolve(loadOnnxruntime()));
  const tiny = await openNet(ort, modelsDir, 'tiny_face_detector', gate);
  const ssd = await openNet(ort, modelsDir, 'ssd_mobilenetv1', gate);
  const points = await openNet(ort, modelsDir, 'face_landmark_68', gate);
  const recognition = await openNet(ort, modelsDir, 'face_recognition', gate);

  async function detectTiny(picture: Picture): Promise<Detection[]> {
    fillNetInput(tiny.input, picture, whole(picture), NET_INPUTS.tiny);
    const { grid = new Float32Array() } = await tiny.run();
    return tinyDetections(grid, TINY_PLACES, picture, TINY_INPUT, LEAST_SCORE);
  }

  async function detectSsd(picture: Picture): Promise<Detection[]> {
    fillNetInput(ssd.input, picture, whole(picture), NET_INPUTS.ssd);
    const { boxes = new Float32Array(), scores = new Float32Array() } = await ssd.run();
    return ssdDetections(boxes, scores, picture, NET_INPUTS.ssd.size, LEAST_SCORE);
  }

  async function landmarks(picture: Picture, box: Box): Promise<Landmarks> {
    const part = clipBox(box, picture);
    if (!part) throw new RangeError('The box lies outside of the picture.');
    fillNetInput(points.input, picture, part, NET_INPUTS.landmarks);
    return toLandmarks((await points.run())['points'] ?? new Float32Array(), part, box);
  }

  async function describe(chip: Picture): Promise<Float32Array> {
    fillNetInput(recognition.input, chip, whole(chip), NET_INPUTS.descriptor);
    return Float32Array.from((await recognition.run())['descriptor'] ?? []);
  }

  return {
    name: `onnxruntime ${ort.env.versions.node ?? ''}`.trim(),
    detectTiny,
    detectSsd,
    landmarks,
    describe,
    computedMs: () => [tiny, ssd, points, recognition].reduce((sum, net) => sum + net.computedMs(), 0),
    dispose() {
      for (const net of [tiny, ssd, points, recognition]) net.dispose();
    },
  };
}
