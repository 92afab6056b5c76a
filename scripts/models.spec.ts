import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeModels } from './models.mjs';

const repository = path.resolve(import.meta.dirname, '..');
const TINY = 'models/tiny_face_detector_model.bin';

interface Manifest {
  files: { file: string; package: string; sha256: string; bytes: number }[];
}

describe('placeModels', () => {
  let root: string;

  /** A repository with the real packages and manifest, and no models yet. */
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'models-'));
    await mkdir(path.join(root, 'models'));
    await cp(path.join(repository, 'models/manifest.json'), path.join(root, 'models/manifest.json'));
    await mkdir(path.join(root, 'libs/biometrics'), { recursive: true });
    await symlink(path.join(repository, 'node_modules'), path.join(root, 'node_modules'));
  });

  afterEach(() => rm(root, { recursive: true }));

  const manifest = async () => JSON.parse(await readFile(path.join(root, 'models/manifest.json'), 'utf8')) as Manifest;

  it('copies every file of the manifest, with the size and hash that it names', async () => {
    const lines: string[] = [];
    const { files } = await manifest();
    expect(await placeModels({ root, log: (line: string) => lines.push(line) })).toEqual({ copied: files.length, checked: files.length });
    expect(lines).toEqual([`Put ${files.length} model files in place`]);
    for (const { file, sha256, bytes } of files) {
      const content = await readFile(path.join(root, 'models', file));
      expect(content).toHaveLength(bytes);
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
  });

  it('copies nothing the second time, and says nothing', async () => {
    await placeModels({ root });
    const before = await stat(path.join(root, TINY));
    const lines: string[] = [];
    expect(await placeModels({ root, log: (line: string) => lines.push(line) })).toMatchObject({ copied: 0 });
    expect((await stat(path.join(root, TINY))).mtimeMs).toBe(before.mtimeMs);
    expect(lines).toEqual([]);
  });

  it('puts back a file that is missing', async () => {
    await placeModels({ root });
    await rm(path.join(root, TINY));
    expect(await placeModels({ root })).toMatchObject({ copied: 1 });
  });

  it('stops at a changed byte with a sentence that says what to do', async () => {
    await placeModels({ root });
    const content = await readFile(path.join(root, TINY));
    content[1000] = (content[1000] ?? 0) ^ 1;
    await writeFile(path.join(root, TINY), content);
    await expect(placeModels({ root })).rejects.toThrow(
      /^The model file models\/tiny_face_detector_model\.bin has been changed: delete it and start again/,
    );
  });

  it('stops when the installed package is another than the manifest names', async () => {
    const changed = await manifest();
    const first = changed.files[0];
    if (first) first.sha256 = '0'.repeat(64);
    await writeFile(path.join(root, 'models/manifest.json'), JSON.stringify(changed));
    await expect(placeModels({ root })).rejects.toThrow(/does not hold .* run "npm ci"/);
    await expect(readFile(path.join(root, 'models', first?.file ?? ''))).rejects.toThrow(/ENOENT/);
  });

  it('says which package is not installed', async () => {
    await rm(path.join(root, 'node_modules'));
    await expect(placeModels({ root })).rejects.toThrow('The package @vladmandic/face-api is not installed; run "npm ci" and try again.');
  });
});
