// Builds an ONNX graph node by node. A value in the graph is named by a string.
import { encodeModel } from './onnx-schema.mjs';

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE = { float: 1, int: 2, string: 3, ints: 7 };

/** Numbers with a fraction must be given as `{ float }`, since JavaScript does not tell 1 from 1.0. */
function attribute([name, value]) {
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE.string };
  if (Array.isArray(value)) return { name, ints: value, type: ATTRIBUTE.ints };
  if (typeof value === 'object') return { name, f: value.float, type: ATTRIBUTE.float };
  return { name, i: value, type: ATTRIBUTE.int };
}

const valueInfo = (name, shape) => ({
  name,
  type: {
    tensor_type: {
      elem_type: FLOAT,
      shape: { dim: shape.map((side) => (typeof side === 'string' ? { dim_param: side } : { dim_value: side })) },
    },
  },
});

export class Graph {
  #name;
  #nodes = [];
  #constants = [];
  #inputs = [];
  #outputs = [];

  constructor(name) {
    this.#name = name;
  }

  /** @param {(number | string)[]} shape a string names a side that is not fixed */
  input(name, shape) {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  output(name, shape) {
    this.#outputs.push(valueInfo(name, shape));
  }

  /** Single-precision numbers. */
  floats(data, shape) {
    return this.#constant(FLOAT, shape, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  }

  /** One number. */
  scalar(value) {
    return this.floats(Float32Array.of(value), []);
  }

  /** A list of whole numbers. */
  integers(values) {
    return this.#constant(INT64, [values.length], Buffer.from(BigInt64Array.from(values, BigInt).buffer));
  }

  /** @returns {string} the node's result; `out` names it where it is an output of the graph */
  node(operator, inputs, attributes = {}, out = `v${this.#nodes.length}`) {
    this.#nodes.push({
      input: inputs,
      output: [out],
      name: `${operator}${this.#nodes.length}`,
      op_type: operator,
      attribute: Object.entries(attributes).map(attribute),
    });
    return out;
  }

  /** The bytes of the file. */
  encode() {
    return encodeModel({
      node: this.#nodes,
      name: this.#name,
      initializer: this.#constants,
      input: this.#inputs,
      output: this.#outputs,
    });
  }

  #constant(type, dims, bytes) {
    const name = `c${this.#constants.length}`;
    this.#constants.push({ dims, data_type: type, name, raw_data: bytes });
    return name;
  }
}
