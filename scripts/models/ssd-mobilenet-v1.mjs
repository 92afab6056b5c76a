// SSD on MobileNet v1: a square of 512 × 512 in, 5118 boxes and their scores out. Overlapping boxes are sorted out by whoever reads them.
import { Graph } from './graph.mjs';
import { convolve, depthwiseFilter, reorderFilter, samePadding } from './layers.mjs';

const BATCH_NORM_EPSILON = 0.0010000000474974513;
/** Layers of the backbone that halve the side. */
const HALVING = new Set([2, 4, 6, 12]);
/** Per box: four numbers of the box, and the score of "face" out of three classes. */
const NUMBERS = 5;
const FACE = 1;

export function ssdMobilenetV1(weights) {
  const graph = new Graph('ssd_mobilenetv1');
  const zero = graph.scalar(0);
  const six = graph.scalar(6);
  const clip = (x) => graph.node('Clip', [x, zero, six]);

  function pointwise(x, prefix, { size, stride = 1 }) {
    const filter = reorderFilter(weights(`${prefix}_pointwise/weights`));
    const padding = samePadding(size, filter.shape[2], stride);
    return clip(convolve(graph, x, { filter, bias: weights(`${prefix}_pointwise/convolution_bn_offset`).data, stride, padding }));
  }

  /** With its batch normalisation folded into the numbers. */
  function depthwise(x, prefix, { size, stride }) {
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
      (part) => weights(`${prefix}/BatchNorm/${part}`).data,
    );
    const scale = Float64Array.from(gamma, (value, i) => value / Math.sqrt(variance[i] + BATCH_NORM_EPSILON));
    const bias = beta.map((value, i) => value - mean[i] * scale[i]);
    const filter = depthwiseFilter(weights(`${prefix}/depthwise_weights`), scale);
    return clip(convolve(graph, x, { filter, bias, stride, padding: samePadding(size, 3, stride), group: bias.length }));
  }

  /** Boxes and face scores of one of the six maps, as rows of five numbers: one convolution for both, the classes that nobody asks for left out. */
  function predict(x, map) {
    const box = reorderFilter(weights(`Prediction/BoxPredictor_${map}/BoxEncodingPredictor/weights`));
    const boxBias = weights(`Prediction/BoxPredictor_${map}/BoxEncodingPredictor/biases`).data;
    const classes = reorderFilter(weights(`Prediction/BoxPredictor_${map}/ClassPredictor/weights`));
    const classBias = weights(`Prediction/BoxPredictor_${map}/ClassPredictor/biases`).data;
    const anchors = boxBias.length / 4;
    const channels = box.shape[1];
    const data = new Float32Array(anchors * NUMBERS * channels);
    const bias = new Float32Array(anchors * NUMBERS);
    for (let anchor = 0; anchor < anchors; anchor++) {
      const row = anchor * NUMBERS;
      data.set(box.data.subarray(anchor * 4 * channels, (anchor + 1) * 4 * channels), row * channels);
      bias.set(boxBias.subarray(anchor * 4, (anchor + 1) * 4), row);
      const face = anchor * 3 + FACE;
      data.set(classes.data.subarray(face * channels, (face + 1) * channels), (row + 4) * channels);
      bias[row + 4] = classBias[face];
    }
    const both = convolve(graph, x, { filter: { shape: [bias.length, channels, 1, 1], data }, bias });
    const upright = graph.node('Transpose', [both], { perm: [0, 2, 3, 1] });
    return graph.node('Reshape', [upright, graph.integers([0, -1, NUMBERS])]);
  }

  /** A part of each row. */
  const columns = (x, from, to) => graph.node('Slice', [x, graph.integers([from]), graph.integers([to]), graph.integers([2])]);

  /** Boxes as top, left, bottom, right of the square (0 to 1), from offsets and sizes relative to the anchors. */
  function decode(rows) {
    const { data, shape } = weights('Output/extra_dim');
    const count = shape[1];
    const middles = new Float32Array(count * 2);
    const sides = new Float32Array(count * 2);
    for (let i = 0; i < count * 2; i++) {
      const from = data[(i >> 1) * 4 + (i & 1)];
      const to = data[(i >> 1) * 4 + (i & 1) + 2];
      sides[i] = to - from;
      middles[i] = from + sides[i] / 2;
    }
    const constant = (values) => graph.floats(values, [1, count, 2]);
    const shift = graph.node('Mul', [columns(rows, 0, 2), constant(sides.map((side) => side / 10))]);
    const middle = graph.node('Add', [shift, constant(middles)]);
    const growth = graph.node('Exp', [graph.node('Mul', [columns(rows, 2, 4), graph.scalar(1 / 5)])]);
    const half = graph.node('Mul', [growth, constant(sides.map((side) => side / 2))]);
    const corners = [graph.node('Sub', [middle, half]), graph.node('Add', [middle, half])];
    graph.node('Concat', corners, { axis: 2 }, 'boxes');
    graph.output('boxes', ['N', count, 4]);
    graph.node('Sigmoid', [columns(rows, 4, 5)], {}, 'scores');
    graph.output('scores', ['N', count, 1]);
  }

  let size = 512;
  let x = pointwise(graph.input('picture', ['N', 3, size, size]), 'MobilenetV1/Conv2d_0', { size, stride: 2 });
  size /= 2;
  const maps = [];
  for (let layer = 1; layer <= 13; layer++) {
    const stride = HALVING.has(layer) ? 2 : 1;
    x = depthwise(x, `MobilenetV1/Conv2d_${layer}_depthwise`, { size, stride });
    size /= stride;
    x = pointwise(x, `MobilenetV1/Conv2d_${layer}`, { size });
    if (layer === 11) maps.push(x);
  }
  maps.push(x);
  for (let layer = 0; layer < 8; layer++) {
    const stride = layer % 2 === 0 ? 1 : 2;
    x = pointwise(x, `Prediction/Conv2d_${layer}`, { size, stride });
    size /= stride;
    if (stride === 2) maps.push(x);
  }
  decode(graph.node('Concat', maps.map(predict), { axis: 1 }));
  return graph.encode();
}
