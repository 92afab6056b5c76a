import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { descriptorDistance, faceChip, type FaceEngine, type Picture } from '@invigil/biometrics';
import { decodePicture } from '@invigil/biometrics/node';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeModel, encodeModel } from '../../scripts/models/onnx-schema.mjs';

interface OnnxTensor {
  name: string;
  dims: number[];
  data_type: number;
  raw_data: Uint8Array;
}
interface OnnxNode {
  input: string[];
  output: string[];
  op_type: string;
  attribute?: unknown[];
}
interface OnnxGraph {
  name: string;
  node: OnnxNode[];
  initializer: OnnxTensor[];
}

export interface Int8Result {
  readonly faces: number;
  /** CPU milliseconds for one face. */
  readonly floatMs: number;
  readonly int8Ms: number;
  /** Distance between the descriptors of the same chip; two people are 0.6 apart. */
  readonly meanDistance: number;
  readonly worstDistance: number;
}

const FLOAT = 1;
const INT8 = 3;
const RUNS = 6;
const MEAN = [122.782, 117.001, 104.298] as const;

const floatsOf = ({ raw_data: bytes }: OnnxTensor): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);
const bytesOf = (data: Float32Array | Int8Array): Uint8Array => new Uint8Array(data.buffer);

/** A filter as whole numbers from -127 to 127, with a scale for each output. */
function quantise(filter: OnnxTensor): { whole: OnnxTensor; scales: OnnxTensor } {
  const values = floatsOf(filter);
  const outputs = filter.dims[0] ?? 1;
  const each = values.length / outputs;
  const scales = Float32Array.from({ length: outputs }, (_, o) => {
    const most = values.subarray(o * each, (o + 1) * each).reduce((sofar, value) => Math.max(sofar, Math.abs(value)), 0);
    return most / 127 || 1;
  });
  const whole = Int8Array.from(values, (value, i) => Math.round(value / (scales[Math.floor(i / each)] ?? 1)));
  return {
    whole: { ...filter, name: `${filter.name}_q`, data_type: INT8, raw_data: bytesOf(whole) },
    scales: { name: `${filter.name}_s`, dims: [1, outputs, 1, 1], data_type: FLOAT, raw_data: bytesOf(scales) },
  };
}

/** Every convolution computed in whole numbers, the scale of what goes in taken at run time. */
function withInt8(graph: OnnxGraph): Uint8Array {
  const constants = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const node = graph.node.flatMap((conv): OnnxNode[] => {
    const [x = '', w = '', b = ''] = conv.input;
    const filter = constants.get(w);
    const bias = constants.get(b);
    if (conv.op_type !== 'Conv' || !filter || !bias) return [conv];
    const { whole, scales } = quantise(filter);
    constants.delete(w);
    for (const tensor of [whole, scales, { ...bias, dims: [1, bias.dims[0] ?? 0, 1, 1] }]) constants.set(tensor.name, tensor);
    const part = (name: string) => `${conv.output[0] ?? ''}_${name}`;
    return [
      { op_type: 'DynamicQuantizeLinear', input: [x], output: [part('x'), part('scale'), part('zero')] },
      { ...conv, op_type: 'ConvInteger', input: [part('x'), whole.name, part('zero')], output: [part('sum')] },
      { op_type: 'Cast', input: [part('sum')], output: [part('float')], attribute: [{ name: 'to', i: FLOAT, type: 2 }] },
      { op_type: 'Mul', input: [part('scale'), scales.name], output: [part('factor')] },
      { op_type: 'Mul', input: [part('float'), part('factor')], output: [part('scaled')] },
      { op_type: 'Add', input: [part('scaled'), b], output: conv.output },
    ];
  });
  return encodeModel({ ...graph, node, initializer: [...constants.values()] });
}

/** Channel by channel, as the net wants it. */
function inputOf({ data, width, height }: Picture): Tensor {
  const plane = width * height;
  const values = Float32Array.from({ length: 3 * plane }, (_, i) => {
    const channel = Math.floor(i / plane);
    return ((data[(i % plane) * 3 + channel] ?? 0) - (MEAN[channel] ?? 0)) / 255;
  });
  return new Tensor('float32', values, [1, 3, height, width]);
}

async function chipsOf(engine: FaceEngine, jpegs: readonly Uint8Array[]): Promise<Tensor[]> {
  const chips: Tensor[] = [];
  for (const jpeg of jpegs) {
    const picture = await decodePicture(jpeg);
    const { faces, subjectIndex } = await engine.analyse(picture);
    const landmarks = faces[subjectIndex]?.landmarks;
    if (landmarks) chips.push(inputOf(faceChip(picture, landmarks)));
  }
  return chips;
}

/** The descriptors of all chips, and the least CPU time of some runs. */
async function run(model: Uint8Array, chips: readonly Tensor[]) {
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const descriptors: Float32Array[] = [];
  let least = Infinity;
  for (const chip of [...chips, ...chips.slice(0, RUNS)]) {
    const before = process.threadCpuUsage();
    const { descriptor } = await session.run({ chip });
    const { user, system } = process.threadCpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
    descriptors.push(descriptor?.data as Float32Array);
  }
  await session.release();
  return { descriptors: descriptors.slice(0, chips.length), ms: least };
}

/** Whether recognition in whole numbers of 8 bits pays: its time and how far its descriptors move, beside the net as it is. */
export async function tryInt8(modelsDir: string, engine: FaceEngine, jpegs: readonly Uint8Array[]): Promise<Int8Result> {
  const chips = await chipsOf(engine, jpegs);
  const file = await readFile(join(modelsDir, 'onnx/face_recognition.onnx'));
  const plain = await run(file, chips);
  const graph = decodeModel(file) as OnnxGraph;
  const small = await run(withInt8(graph), chips);
  const distances = plain.descriptors.map((descriptor, i) => descriptorDistance(descriptor, small.descriptors[i] ?? []));
  return {
    faces: chips.length,
    floatMs: plain.ms,
    int8Ms: small.ms,
    meanDistance: distances.reduce((sum, distance) => sum + distance, 0) / distances.length,
    worstDistance: Math.max(...distances),
  };
}
