import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Onnxruntime from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Graph } from './graph.mjs';

const ort = createRequire(path.resolve(import.meta.dirname, '../../libs/biometrics/package.json'))('onnxruntime-node') as typeof Onnxruntime;

/** (x + 1.5) × 2, then leaky: enough to use every kind of constant and attribute. */
function small(): Graph {
  const graph = new Graph('small');
  const sum = graph.node('Add', [graph.input('x', ['N', 2]), graph.floats(Float32Array.of(1.5, 1.5), [2])]);
  const twice = graph.node('Mul', [sum, graph.scalar(2)]);
  const shaped = graph.node('Reshape', [twice, graph.integers([-1, 2])]);
  const turned = graph.node('Transpose', [shaped], { perm: [1, 0] });
  graph.node('LeakyRelu', [graph.node('Concat', [turned, turned], { axis: 0 })], { alpha: { float: 0.25 } }, 'y');
  graph.output('y', [4, 'N']);
  return graph;
}

describe('Graph', () => {
  it('writes a file that onnxruntime computes as it was said', async () => {
    const session = await ort.InferenceSession.create(small().encode());
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.of(1, -3.5), [1, 2]) });
    expect(y?.dims).toEqual([4, 1]);
    expect([...((y?.data ?? []) as Float32Array)]).toEqual([5, -1, 5, -1]);
    await session.release();
  });

  it('writes the same bytes for the same graph', () => {
    expect(Buffer.from(small().encode()).equals(Buffer.from(small().encode()))).toBe(true);
  });

  it('refuses what is no graph', () => {
    const graph = new Graph('broken');
    graph.node('Add', [42], {}, 'y');
    expect(() => graph.encode()).toThrow(/^The net broken is no valid ONNX: /);
  });
});
