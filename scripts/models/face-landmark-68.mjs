// 68 points of a face: a square of 112 × 112 in, x and y of each point out, 0 to 1 of the square.
import { Graph } from './graph.mjs';
import { convolve, reorderFilter, samePadding, separable } from './layers.mjs';

const BLOCKS = ['dense0', 'dense1', 'dense2', 'dense3'];

export function faceLandmark68(weights) {
  const graph = new Graph('face_landmark_68');
  const relu = (x) => graph.node('Relu', [x]);
  const add = (a, b) => graph.node('Add', [a, b]);

  /** The very first layer takes all three colours at once. */
  const colours = (x, size) =>
    convolve(graph, x, {
      filter: reorderFilter(weights('dense0/conv0/filters')),
      bias: weights('dense0/conv0/bias').data,
      stride: 2,
      padding: samePadding(size, 3, 2),
    });

  let x = graph.input('face', ['N', 3, 112, 112]);
  let size = 112;
  for (const block of BLOCKS) {
    const first = relu(block === 'dense0' ? colours(x, size) : separable(graph, x, weights, `${block}/conv0`, { size, stride: 2 }));
    size = Math.ceil(size / 2);
    // sums of sums, not of all that came before: with one use for each convolution, onnxruntime adds while it convolves, a fifth quicker
    const two = add(first, separable(graph, first, weights, `${block}/conv1`, { size }));
    const three = add(two, separable(graph, relu(two), weights, `${block}/conv2`, { size }));
    x = relu(add(three, separable(graph, relu(three), weights, `${block}/conv3`, { size })));
  }
  x = graph.node('Flatten', [graph.node('GlobalAveragePool', [x])]);
  const { data, shape } = weights('fc/weights');
  const bias = weights('fc/bias').data;
  graph.node('Add', [graph.node('MatMul', [x, graph.floats(data, shape)]), graph.floats(bias, [bias.length])], {}, 'points');
  graph.output('points', ['N', 136]);
  return graph.encode();
}
