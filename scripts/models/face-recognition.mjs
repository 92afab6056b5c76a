// dlib's ResNet in face-api's arrangement: a chip of 150 × 150 in, 128 numbers out.
import { Graph } from './graph.mjs';
import { convolve, reorderFilter } from './layers.mjs';

/** Blocks in order: a name with `down` halves the side; the others keep it. */
const BLOCKS = [
  ...['conv32_1', 'conv32_2', 'conv32_3'],
  ...['conv64_down', 'conv64_1', 'conv64_2', 'conv64_3'],
  ...['conv128_down', 'conv128_1', 'conv128_2'],
  ...['conv256_down', 'conv256_1', 'conv256_2', 'conv256_down_out'],
];

/** Side after a convolution or pooling without padding. */
const shrink = (size, kernel, stride) => Math.floor((size - kernel) / stride) + 1;

export function faceRecognition(weights) {
  const graph = new Graph('face_recognition');

  /** Convolution, then a scale and a shift for each channel: one convolution with other numbers. */
  function scaled(x, prefix, { stride = 1, padding = 1 } = {}) {
    const scale = weights(`${prefix}/scale/weights`).data;
    const shift = weights(`${prefix}/scale/biases`).data;
    const bias = weights(`${prefix}/conv/bias`).data.map((value, i) => value * scale[i] + shift[i]);
    const filter = reorderFilter(weights(`${prefix}/conv/filters`), scale);
    return convolve(graph, x, { filter, bias, stride, padding: [padding, padding] });
  }
  const relu = (x) => graph.node('Relu', [x]);

  function keep(x, block) {
    const inner = scaled(relu(scaled(x, `${block}/conv1`)), `${block}/conv2`);
    return relu(graph.node('Add', [inner, x]));
  }

  /** The way round is pooled; channels that it lacks, and a row and column where the two ways differ, are zero. */
  function halve(x, block, size) {
    const { shape } = weights(`${block}/conv1/conv/filters`);
    let inner = scaled(relu(scaled(x, `${block}/conv1`, { stride: 2, padding: 0 })), `${block}/conv2`);
    let around = graph.node('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });
    if (shrink(size, 3, 2) < shrink(size, 2, 2)) inner = graph.node('Pad', [inner, graph.integers([0, 0, 0, 0, 0, 0, 1, 1])]);
    const missing = shape[3] - shape[2];
    if (missing > 0) around = graph.node('Pad', [around, graph.integers([0, 0, 0, 0, 0, missing, 0, 0])]);
    return relu(graph.node('Add', [around, inner]));
  }

  let x = relu(scaled(graph.input('chip', ['N', 3, 150, 150]), 'conv32_down', { stride: 2, padding: 0 }));
  x = graph.node('MaxPool', [x], { kernel_shape: [3, 3], strides: [2, 2] });
  let size = shrink(shrink(150, 7, 2), 3, 2);
  for (const block of BLOCKS) {
    x = block.includes('down') ? halve(x, block, size) : keep(x, block);
    if (block.includes('down')) size = shrink(size, 2, 2);
  }
  x = graph.node('Flatten', [graph.node('GlobalAveragePool', [x])]);
  const { data, shape } = weights('fc');
  graph.node('MatMul', [x, graph.floats(data, shape)], {}, 'descriptor');
  graph.output('descriptor', ['N', 128]);
  return graph.encode();
}
