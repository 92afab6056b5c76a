import { describe, expect, it } from 'vitest';
import { createNodeEngine } from '../create-node-engine.js';
import { loadOnnxruntime } from './load-onnxruntime.js';

describe('loadOnnxruntime', () => {
  it('loads the library of this system', () => {
    expect(loadOnnxruntime().env.versions.node).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('names the system and the setting for another engine where there is no library', () => {
    const load = () => {
      throw new Error('libonnxruntime.so.1: cannot open shared object file');
    };
    expect(() => loadOnnxruntime(load)).toThrow(`onnxruntime cannot be loaded on ${process.platform} ${process.arch}`);
    expect(() => loadOnnxruntime(load)).toThrow('FACE_ENGINE=tfjs');
  });
});

describe('openNet', () => {
  it('says which net is missing, and what to do', async () => {
    await expect(createNodeEngine({ modelsDir: '/there/are/none' })).rejects.toThrow(
      /^The net tiny_face_detector in .* could not be loaded; run "node scripts\/models\.mjs"/,
    );
  });
});
