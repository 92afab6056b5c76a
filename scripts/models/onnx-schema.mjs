// The part of the ONNX file format (onnx.proto3, IR version 8) that our four nets need. Field numbers are the format's own.
import protobuf from 'protobufjs';

const SCHEMA = `
  syntax = "proto3";
  message Attribute { string name = 1; float f = 2; int64 i = 3; bytes s = 4; repeated int64 ints = 8; int32 type = 20; }
  message Node { repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4; repeated Attribute attribute = 5; }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { oneof value { int64 dim_value = 1; string dim_param = 2; } }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message ValueInfo { string name = 1; Type type = 2; }
  message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
  message OperatorSet { string domain = 1; int64 version = 2; }
  message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated OperatorSet opset_import = 8; }
`;

const Model = protobuf.parse(SCHEMA, { keepCase: true }).root.lookupType('Model');

/** Version of the operators that the nets are written in. */
const OPERATORS = 15;

/**
 * The bytes of an ONNX file; the same graph gives the same bytes.
 * @param {object} graph a `Graph` of the schema
 * @returns {Uint8Array}
 */
export function encodeModel(graph) {
  const model = { ir_version: 8, producer_name: 'invigil', graph, opset_import: [{ version: OPERATORS }] };
  const fault = Model.verify(model);
  if (fault) throw new Error(`The net ${graph.name} is no valid ONNX: ${fault}.`);
  return Model.encode(Model.create(model)).finish();
}

/**
 * The graph of an ONNX file that `encodeModel` has written, as it was given.
 * @param {Uint8Array} bytes
 */
export function decodeModel(bytes) {
  return Model.toObject(Model.decode(bytes), { longs: Number }).graph;
}
