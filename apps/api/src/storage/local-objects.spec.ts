import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isObjectKey, objectKey } from './object-key.js';
import { LocalObjects } from './local-objects.js';

describe('LocalObjects', () => {
  let dataDir: string;
  let store: LocalObjects;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'invigil-objects-'));
    store = new LocalObjects(join(dataDir, 'objects'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const listed = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of store.list('spool')) keys.push(key);
    return keys;
  };

  it('gives back what was put, for the owner of the folder alone', async () => {
    const key = objectKey('evidence');
    await store.put(key, Uint8Array.of(1, 2, 3));
    expect(await store.get(key)).toEqual(Buffer.of(1, 2, 3));
    expect((await stat(join(dataDir, 'objects', key))).mode & 0o777).toBe(0o600);
  });

  it('knows nothing of what was never put or has been deleted', async () => {
    const key = objectKey('spool');
    expect(await store.get(key)).toBeNull();
    await store.put(key, Uint8Array.of(1));
    await store.delete(key);
    await store.delete(key);
    expect(await store.get(key)).toBeNull();
  });

  it('replaces an object whole and leaves nothing half-written', async () => {
    const key = objectKey('spool');
    await Promise.all(Array.from({ length: 10 }, (_, i) => store.put(key, Buffer.alloc(5000, i))));
    const bytes = await store.get(key);
    expect(new Set(bytes).size).toBe(1);
    expect(bytes).toHaveLength(5000);
    expect(await readdir(join(dataDir, 'objects', key, '..'))).toHaveLength(1);
  });

  it('lists an area, also what a crash left half-written, which can be removed', async () => {
    expect(await listed()).toEqual([]);
    const key = objectKey('spool');
    await store.put(key, Uint8Array.of(1));
    await store.put(objectKey('evidence'), Uint8Array.of(1));
    const part = `${key}.3f2a1b00-0000-4000-8000-000000000000.part`;
    await writeFile(join(dataDir, 'objects', part), 'half');
    expect((await listed()).sort()).toEqual([key, part].sort());
    await store.deletePart(part);
    expect(await listed()).toEqual([key]);
    await expect(store.deletePart(key)).rejects.toThrow();
  });

  it('takes no key but a generated one', async () => {
    expect(isObjectKey(objectKey('spool'))).toBe(true);
    for (const key of [
      '../../etc/passwd',
      'spool/../../x',
      `${objectKey('spool')}/../x`,
      `${objectKey('spool')}\n`,
      'other/3f/3f2a1b00-0000-4000-8000-000000000000',
      '',
    ]) {
      await expect(store.put(key, Uint8Array.of(1)), key).rejects.toThrow('objectKey()');
      await expect(store.get(key), key).rejects.toThrow('objectKey()');
      await expect(store.delete(key), key).rejects.toThrow('objectKey()');
    }
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(isObjectKey(key)).toBe(false);
      }),
    );
  });
});
