// The tiny detector: a square of 224 × 224 in, 7 × 7 places with five boxes of five numbers each out.
import { Graph } from './graph.mjs';
import { convolve, reorderFilter, samePadding, separable } from './layers.mjs';

/** Steps of the poolings after each of the six layers. */
const POOLINGS = [2, 2, 2, 2, 2, 1];

export function tinyFaceDetector(weights) {
  const graph = new Graph('tiny_face_detector');
  const leaky = (x) => graph.node('LeakyRelu', [x], { alpha: { float: 0.1 } });
  const plain = (prefix) => ({ filter: reorderFilter(weights(`${prefix}/filters`)), bias: weights(`${prefix}/bias`).data });

  let x = graph.input('picture', ['N', 3, 224, 224]);
  let size = 224;
  POOLINGS.forEach((stride, layer) => {
    x = leaky(layer === 0 ? convolve(graph, x, plain('conv0')) : separable(graph, x, weights, `conv${layer}`, { size }));
    // the first convolution has no padding
    if (layer === 0) size -= 2;
    const [before, after] = samePadding(size, 2, stride);
    x = graph.node('MaxPool', [x], { kernel_shape: [2, 2], strides: [stride, stride], pads: [before, before, after, after] });
    size = Math.ceil(size / stride);
  });
  x = convolve(graph, x, plain('conv8'));
  graph.node('Transpose', [x], { perm: [0, 2, 3, 1] }, 'grid');
  graph.output('grid', ['N', size, size, 25]);
  return graph.encode();
}
