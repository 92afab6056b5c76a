import { describe, expect, it } from 'vitest';
import type { FaceEngine } from '../engine/index.js';
import { chooseBackend } from './choose-backend.js';
import type { BackendName, Candidate } from './choose-backend.js';

/** A backend that takes so many milliseconds, or that the browser does not have. */
function candidate(name: BackendName, ms: number | null, opened: string[]): Candidate {
  const engine = { name, warmUp: () => Promise.resolve(), measure: () => Promise.resolve(ms ?? 0) } as unknown as FaceEngine;
  return {
    name,
    open: () => {
      opened.push(name);
      return Promise.resolve(ms === null ? null : engine);
    },
  };
}

describe('chooseBackend', () => {
  it.each([
    ['WebAssembly that is fast enough, without a look at WebGL', 60, 5, 'wasm', ['wasm']],
    ['WebGL where WebAssembly is slow and WebGL is faster', 400, 90, 'webgl', ['wasm', 'webgl']],
    ['WebAssembly again where WebGL is slower still', 400, 900, 'wasm', ['wasm', 'webgl', 'wasm']],
    ['WebGL where there is no WebAssembly', null, 900, 'webgl', ['wasm', 'webgl']],
    ['WebAssembly, however slow, where there is no WebGL', 900, null, 'wasm', ['wasm', 'webgl']],
  ] as const)('takes %s', async (_, wasm, webgl, backend, order) => {
    const opened: string[] = [];
    const choice = await chooseBackend([candidate('wasm', wasm, opened), candidate('webgl', webgl, opened)], 150);
    expect(choice.backend).toBe(backend);
    expect(opened).toEqual(order);
  });

  it('throws where there is neither, and never takes the slow one', async () => {
    await expect(chooseBackend([candidate('wasm', null, []), candidate('webgl', null, [])])).rejects.toThrow(/use a current/);
  });
});
