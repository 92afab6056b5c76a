import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { placeModels } from './models.mjs';

const repository = path.resolve(import.meta.dirname, '..');
const TINY = 'models/tiny_face_detector_model.bin';
const TINY_ONNX = 'models/onnx/tiny_face_detector.onnx';

interface Manifest {
  files: { file: string; net?: string; package: string; sha256: string; bytes: number; replaces?: string[] }[];
}

/** A repository with the real packages and manifest, and no models yet. */
async function emptyRepository(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'models-'));
  await mkdir(path.join(root, 'models'));
  await cp(path.join(repository, 'models/manifest.json'), path.join(root, 'models/manifest.json'));
  await mkdir(path.join(root, 'libs/biometrics'), { recursive: true });
  await symlink(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  return root;
}

describe('placeModels', { timeout: 60_000 }, () => {
  let placed: string;
  let first: Awaited<ReturnType<typeof placeModels>>;
  const firstLines: string[] = [];
  let root: string;

  // converting takes seconds: once for all
  beforeAll(async () => {
    placed = await emptyRepository();
    first = await placeModels({ root: placed, log: (line: string) => firstLines.push(line) });
  }, 60_000);

  afterAll(() => rm(placed, { recursive: true }));

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'models-'));
    await cp(placed, root, { recursive: true });
  });

  afterEach(() => rm(root, { recursive: true }));

  const manifest = async () => JSON.parse(await readFile(path.join(root, 'models/manifest.json'), 'utf8')) as Manifest;

  it('copies or makes every file of the manifest, with the size and hash that it names', async () => {
    const { files } = await manifest();
    const converted = files.filter(({ net }) => net).length;
    const copied = files.length - converted;
    expect(first).toEqual({ copied, converted, checked: files.length });
    expect(firstLines).toEqual([`Put ${copied} model files in place`, `Converted ${converted} nets for onnxruntime`]);
    for (const { file, sha256, bytes } of files) {
      const content = await readFile(path.join(root, 'models', file));
      expect(content).toHaveLength(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
  });

  it('copies nothing the second time, and says nothing', async () => {
    const before = await stat(path.join(root, TINY));
    const lines: string[] = [];
    expect(await placeModels({ root, log: (line: string) => lines.push(line) })).toMatchObject({ copied: 0, converted: 0 });
    expect((await stat(path.join(root, TINY))).mtimeMs).toBe(before.mtimeMs);
    expect(lines).toEqual([]);
  });

  it('puts back a file that is missing', async () => {
    await rm(path.join(root, TINY));
    expect(await placeModels({ root })).toMatchObject({ copied: 1 });
  });

  it('makes a net anew that is missing, from the weights in place, with the same bytes', async () => {
    const before = await readFile(path.join(root, TINY_ONNX));
    await rm(path.join(root, TINY_ONNX));
    expect(await placeModels({ root })).toMatchObject({ copied: 0, converted: 1 });
    expect((await readFile(path.join(root, TINY_ONNX))).equals(before)).toBe(true);
  });

  it('makes a net anew that an earlier version made, and no other', async () => {
    const before = await readFile(path.join(root, TINY_ONNX));
    const older = Uint8Array.from(before, (byte, i) => (i === 1000 ? byte ^ 1 : byte));
    await writeFile(path.join(root, TINY_ONNX), older);
    const changed = await manifest();
    for (const entry of changed.files)
      if (entry.net === 'tiny_face_detector') entry.replaces = [createHash('sha256').update(older).digest('hex')];
    await writeFile(path.join(root, 'models/manifest.json'), JSON.stringify(changed));
    expect(await placeModels({ root })).toMatchObject({ copied: 0, converted: 1 });
    expect((await readFile(path.join(root, TINY_ONNX))).equals(before)).toBe(true);
  });

  it.each([TINY, TINY_ONNX, 'models/wasm/tfjs-backend-wasm.wasm'])(
    'stops at a changed byte with a sentence that says what to do: %s',
    async (file) => {
      const content = await readFile(path.join(root, file));
      content[1000] = (content[1000] ?? 0) ^ 1;
      await writeFile(path.join(root, file), content);
      await expect(placeModels({ root })).rejects.toThrow(`The model file ${file} has been changed: delete it and start again`);
    },
  );

  it('stops when the converter makes another net than the manifest names', async () => {
    await rm(path.join(root, TINY_ONNX));
    const changed = await manifest();
    for (const entry of changed.files) if (entry.net === 'tiny_face_detector') entry.sha256 = '0'.repeat(64);
    await writeFile(path.join(root, 'models/manifest.json'), JSON.stringify(changed));
    await expect(placeModels({ root })).rejects.toThrow(/^Converting tiny_face_detector gives another file than .* "npm ci"/);
    await expect(readFile(path.join(root, TINY_ONNX))).rejects.toThrow(/ENOENT/);
  });

  it('stops when the installed package is another than the manifest names', async () => {
    const changed = await manifest();
    const weights = changed.files.find(({ file }) => `models/${file}` === TINY);
    if (weights) weights.sha256 = '0'.repeat(64);
    await rm(path.join(root, TINY));
    await writeFile(path.join(root, 'models/manifest.json'), JSON.stringify(changed));
    await expect(placeModels({ root })).rejects.toThrow(/does not hold .* run "npm ci"/);
    await expect(readFile(path.join(root, TINY))).rejects.toThrow(/ENOENT/);
  });

  it('says which package is not installed', async () => {
    await rm(path.join(root, 'node_modules'));
    await rm(path.join(root, TINY));
    await expect(placeModels({ root })).rejects.toThrow('The package @vladmandic/face-api is not installed; run "npm ci" and try again.');
  });
});
