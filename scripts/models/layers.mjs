// The layers that all four nets are made of. tfjs keeps pictures as height × width × channel and filters as height × width × in × out; ONNX wants channel × height × width and out × in × height × width.

/**
 * A filter in ONNX's order, its outputs scaled.
 * @param {{ shape: number[], data: Float32Array }} weight height × width × in × out
 * @param {ArrayLike<number>} [scale] a factor for each output
 * @returns {{ shape: number[], data: Float32Array }} out × in × height × width
 */
export function reorderFilter({ shape: [height, width, inputs, outputs], data }, scale) {
  const reordered = new Float32Array(data.length);
  let at = 0;
  for (let o = 0; o < outputs; o++) {
    const factor = scale?.[o] ?? 1;
    for (let i = 0; i < inputs; i++)
      for (let place = 0; place < height * width; place++) reordered[at++] = data[(place * inputs + i) * outputs + o] * factor;
  }
  return { shape: [outputs, inputs, height, width], data: reordered };
}

/**
 * A depthwise filter (height × width × channel × 1) as one that takes one input for each output.
 * @param {{ shape: number[], data: Float32Array }} weight
 * @param {ArrayLike<number>} [scale]
 */
export const depthwiseFilter = ({ shape: [height, width, channels], data }, scale) =>
  reorderFilter({ shape: [height, width, 1, channels], data }, scale);

/** What tfjs's `same` adds before and after a side of `size`. */
export function samePadding(size, kernel, stride) {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  return [total >> 1, total - (total >> 1)];
}

/**
 * A convolution.
 * @param {{ filter: { shape: number[], data: Float32Array }, bias?: Float32Array, stride?: number, padding?: number[], group?: number }} options `padding` before and after, the same for both sides
 */
export function convolve(graph, x, { filter, bias, stride = 1, padding: [before, after] = [0, 0], group = 1 }) {
  const inputs = [x, graph.floats(filter.data, filter.shape)];
  if (bias) inputs.push(graph.floats(bias, [bias.length]));
  return graph.node('Conv', inputs, {
    kernel_shape: filter.shape.slice(2),
    strides: [stride, stride],
    pads: [before, before, after, after],
    group,
  });
}

/** A depthwise convolution of 3 × 3 and a pointwise one, nothing between them. `size` is the side of what goes in. */
export function separable(graph, x, weights, prefix, { size, stride = 1 }) {
  const depthwise = depthwiseFilter(weights(`${prefix}/depthwise_filter`));
  const spread = convolve(graph, x, {
    filter: depthwise,
    stride,
    padding: samePadding(size, 3, stride),
    group: depthwise.shape[0],
  });
  return convolve(graph, spread, { filter: reorderFilter(weights(`${prefix}/pointwise_filter`)), bias: weights(`${prefix}/bias`).data });
}
