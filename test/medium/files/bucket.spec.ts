import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHUNK_BYTES } from '../../../apps/api/src/files/chunk-seal.js';
import { FileChunk } from '../../../apps/api/src/files/file-chunk.entity.js';
import { RetentionService } from '../../../apps/api/src/retention/retention.service.js';
import { DoomedObject } from '../../../apps/api/src/storage/doomed-object.entity.js';
import { DoomedObjects } from '../../../apps/api/src/storage/doomed-objects.service.js';
import { objectKey } from '../../../apps/api/src/storage/object-key.js';
import { ObjectStore } from '../../../apps/api/src/storage/object-store.service.js';
import { EvidenceStore } from '../../../apps/api/src/violations/evidence-store.service.js';
import { contentOf, download, fileOwner, upload } from '../../support/file-area.js';
import { freePort } from '../../support/free-port.js';
import type { Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const BUCKET = 'invigil-objects';

describe('objects in a bucket', () => {
  let folder: string;
  let port: number;
  let bucket: S3rver;
  let server: TestApp;
  let owner: Account;
  let store: ObjectStore;
  const openBucket = async (): Promise<S3rver> => {
    const made = new S3rver({ port, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: BUCKET }] });
    await made.run();
    return made;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'invigil-s3-'));
    port = await freePort();
    bucket = await openBucket();
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    server = await startTestApp({
      overrides: { s3: { bucket: BUCKET, region: 'us-east-1', endpoint: `http://127.0.0.1:${String(port)}`, credentials } },
    });
    owner = await fileOwner(server, 'owner');
    store = server.app.get(ObjectStore, { strict: false });
  });
  afterAll(async () => {
    await server.close();
    await bucket.close();
    await rm(folder, { recursive: true, force: true });
  });

  const listed = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of store.list('files')) keys.push(key);
    return keys.sort();
  };

  it('gives back what was put, knows nothing of what is gone, and takes no key but a generated one', async () => {
    const key = objectKey('spool');
    expect(await store.get(key)).toBeNull();
    await store.put(key, Buffer.from('sealed'));
    expect(await store.get(key)).toEqual(Buffer.from('sealed'));
    await store.put(key, Buffer.from('again'));
    expect(await store.get(key)).toEqual(Buffer.from('again'));
    await store.delete(key);
    await store.delete(key);
    expect(await store.get(key)).toBeNull();
    for (const bad of ['../x', 'spool/../../x', '', 'other/3f/3f2a1b00-0000-4000-8000-000000000000']) {
      await expect(store.put(bad, Buffer.alloc(1)), bad).rejects.toThrow('objectKey()');
      await expect(store.get(bad), bad).rejects.toThrow('objectKey()');
      await expect(store.delete(bad), bad).rejects.toThrow('objectKey()');
    }
  });

  it('holds files and evidence, and the data folder holds none', async () => {
    const content = randomBytes(2 * CHUNK_BYTES + 5);
    const { id } = await upload(server, owner, content);
    expect(await contentOf(download(server, owner, id))).toEqual(content);
    expect(await contentOf(download(server, owner, id, { range: `bytes=${String(CHUNK_BYTES - 2)}-${String(CHUNK_BYTES + 1)}` }))).toEqual(
      content.subarray(CHUNK_BYTES - 2, CHUNK_BYTES + 2),
    );
    const chunks = await server.dataSource.manager.findBy(FileChunk, { fileId: id });
    expect(await listed()).toEqual(chunks.map((chunk) => chunk.objectKey).sort());
    const evidence = server.app.get(EvidenceStore, { strict: false });
    const kept = await evidence.keep(owner.id, Buffer.from('a picture'));
    expect(await evidence.open(owner.id, kept)).toEqual(Buffer.from('a picture'));
    expect(await readdir(server.dataDir)).not.toContain('objects');
  });

  it('is swept of what no row names, once it is old enough, and of nothing else', async () => {
    const named = await listed();
    const orphan = objectKey('files');
    await store.put(orphan, Buffer.from('left behind'));
    const run = (hours: number) => server.app.get(RetentionService, { strict: false }).run(new Date(Date.now() + hours * 3_600_000));
    expect((await run(0.5)).orphanedFilePieces).toBe(0);
    expect((await run(1.5)).orphanedFilePieces).toBe(1);
    expect(await listed()).toEqual(named);
  });

  it('that cannot be reached takes nothing and loses nothing: what was to be deleted is deleted later', async () => {
    const [first] = await server.dataSource.manager.find(FileChunk, { take: 1 });
    await bucket.close();
    expect((await download(server, owner, first?.fileId ?? '')).status).toBe(500);
    await expect(upload(server, owner)).rejects.toThrow('not uploaded');
    expect((await owner.delete(`/api/files/${first?.fileId ?? ''}`)).status).toBe(200);
    const doomed = server.app.get(DoomedObjects, { strict: false });
    await doomed.delete();
    expect(await server.dataSource.manager.count(DoomedObject)).toBeGreaterThan(0);
    bucket = await openBucket();
    await vi.waitFor(
      async () => {
        await doomed.delete();
        expect(await server.dataSource.manager.count(DoomedObject)).toBe(0);
      },
      { timeout: 60_000, interval: 200 },
    );
    expect(await listed()).toEqual([]);
  });
});
