import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, FILE_PART_BYTES, type FileAnswer, type FileList, type UploadView } from '@invigil/shared';
import { VaultService } from '../../../apps/api/src/enrolment/vault.service.js';
import { CHUNK_BYTES } from '../../../apps/api/src/files/chunk-seal.js';
import { FileChunk } from '../../../apps/api/src/files/file-chunk.entity.js';
import { StoredFile } from '../../../apps/api/src/files/stored-file.entity.js';
import { RetentionService } from '../../../apps/api/src/retention/retention.service.js';
import { SettingsService } from '../../../apps/api/src/settings/settings.service.js';
import { DoomedObject } from '../../../apps/api/src/storage/doomed-object.entity.js';
import { DoomedObjects } from '../../../apps/api/src/storage/doomed-objects.service.js';
import { body } from '../../support/exam-desk.js';
import { bearer, beginUpload, contentOf, download, fileOwner, sendPart, upload, uploadForm, verifyFace } from '../../support/file-area.js';
import type { Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const WAIT = { timeout: 60_000, interval: 50 };

describe('what is in a file', () => {
  let server: TestApp;
  let owner: Account & { email: string };
  beforeAll(async () => {
    server = await startTestApp();
    owner = await fileOwner(server, 'owner');
  });
  afterAll(() => server.close());

  const db = () => server.dataSource.manager;
  const objects = async (): Promise<string[]> => {
    const found = await readdir(join(server.dataDir, 'objects', 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  };
  const pieces = (fileId: string) => db().find(FileChunk, { where: { fileId }, order: { n: 'ASC' } });
  const pathOf = ({ objectKey }: FileChunk) => join(server.dataDir, 'objects', objectKey);

  describe('ranges', () => {
    const size = 2 * CHUNK_BYTES + 12_345;
    const content = randomBytes(size);
    let id = '';
    beforeAll(async () => {
      ({ id } = await upload(server, owner, content));
    });

    it('gives any range exactly as a plain buffer would', async () => {
      const edge = fc.constantFrom(0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, size - 1, size, size + 5);
      const place = fc.oneof(edge, fc.nat({ max: size + 10 }));
      const range = fc.oneof(
        fc.tuple(place, place).map(([a, b]) => ({
          header: `bytes=${String(Math.min(a, b))}-${String(Math.max(a, b))}`,
          from: Math.min(a, b),
          to: Math.max(a, b),
        })),
        place.map((from) => ({ header: `bytes=${String(from)}-`, from, to: size - 1 })),
        place.map((last) => ({ header: `bytes=-${String(last)}`, from: last === 0 ? size : Math.max(0, size - last), to: size - 1 })),
      );
      await fc.assert(
        fc.asyncProperty(range, async ({ header, from, to }) => {
          const response = await download(server, owner, id, { range: header });
          if (from >= size) {
            expect(response.status).toBe(416);
            expect(response.headers.get('content-range')).toBe(`bytes */${String(size)}`);
            await response.body?.cancel();
            return;
          }
          const end = Math.min(to, size - 1);
          expect(response.status).toBe(206);
          expect(response.headers.get('content-range')).toBe(`bytes ${String(from)}-${String(end)}/${String(size)}`);
          expect((await contentOf(response)).equals(content.subarray(from, end + 1))).toBe(true);
        }),
        { numRuns: 60 },
      );
    });

    it('answers HEAD, several ranges at once and a range of another version with the whole', async () => {
      const head = await fetch(`${server.url}/api/files/download/${id}`, { method: 'HEAD', headers: bearer(owner) });
      expect([head.status, head.headers.get('content-length'), head.headers.get('accept-ranges')]).toEqual([200, String(size), 'bytes']);
      expect((await contentOf(head)).length).toBe(0);
      const tag = head.headers.get('etag') ?? '';
      const part = await download(server, owner, id, { range: 'bytes=0-4', 'if-range': tag });
      expect([part.status, (await contentOf(part)).length]).toEqual([206, 5]);
      for (const headers of [{ range: 'bytes=0-4', 'if-range': '"another"' }, { range: 'bytes=0-1,4-5' }, { range: 'bytes=9-1' }]) {
        const whole = await download(server, owner, id, headers as Record<string, string>);
        expect(whole.status).toBe(200);
        expect((await contentOf(whole)).equals(content)).toBe(true);
      }
    });

    it('is always saved, never shown or run', async () => {
      const { headers, body: stream } = await download(server, owner, id, { range: 'bytes=0-0' });
      await stream?.cancel();
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'no-store',
        'content-disposition': expect.stringMatching(/^attachment; /) as string,
      });
    });
  });

  it.each<[string, number]>([
    ['nothing', 0],
    ['one byte', 1],
    ['a piece exactly', CHUNK_BYTES],
    ['a piece and a byte', CHUNK_BYTES + 1],
  ])('keeps %s as it is, and only sealed', async (_, size) => {
    const content = Buffer.alloc(size, 'a canary in the clear ');
    const { id } = await upload(server, owner, content);
    expect(await contentOf(download(server, owner, id))).toEqual(content);
    if (size === 0) expect((await download(server, owner, id, { range: 'bytes=0-' })).status).toBe(416);
    for (const piece of await pieces(id)) expect((await readFile(pathOf(piece))).includes('canary')).toBe(false);
  });

  describe('what was changed behind our back', () => {
    const content = randomBytes(2 * CHUNK_BYTES + 100);
    const readers: [string, (id: string) => Promise<Buffer>][] = [
      ['the whole', (id) => contentOf(download(server, owner, id))],
      ['the end', (id) => contentOf(download(server, owner, id, { range: `bytes=${String(content.length - 10)}-` }))],
    ];
    const refused = async (read: (id: string) => Promise<Buffer>, id: string) => {
      const got = await read(id).catch(() => Buffer.alloc(0));
      // what came before the place that was changed may have been sent; nothing else may
      expect(
        content
          .subarray(0, 2 * CHUNK_BYTES)
          .subarray(0, got.length)
          .equals(got) || got.includes('"error"'),
      ).toBe(true);
      expect(got.length).toBeLessThan(content.length);
      return got;
    };

    it('swapped pieces of one file', async () => {
      const { id } = await upload(server, owner, content);
      const [a, b] = await pieces(id);
      await db().update(FileChunk, { fileId: id, n: 0 }, { objectKey: 'files/aside' });
      await db().update(FileChunk, { fileId: id, n: 1 }, { objectKey: a?.objectKey ?? '' });
      await db().update(FileChunk, { fileId: id, n: 0 }, { objectKey: b?.objectKey ?? '' });
      expect((await refused((one) => contentOf(download(server, owner, one)), id)).includes('"error"')).toBe(true);
    });

    it('pieces of another file of the same person', async () => {
      const [{ id }, { id: other }] = [await upload(server, owner, content), await upload(server, owner, randomBytes(content.length))];
      const [foreign] = await pieces(other);
      await db().delete(FileChunk, { fileId: other });
      await db().update(FileChunk, { fileId: id, n: 0 }, { objectKey: foreign?.objectKey ?? '' });
      expect((await download(server, owner, id)).status).toBe(500);
    });

    it('rows of another person: neither key nor pieces open', async () => {
      const thief = await fileOwner(server, 'thief');
      const [{ id }, stolen] = [await upload(server, owner, content), await upload(server, thief, randomBytes(content.length))];
      const { keySealed } = await db().findOneByOrFail(StoredFile, { id });
      await db().update(StoredFile, { id: stolen.id }, { keySealed });
      expect((await download(server, thief, stolen.id)).status).toBe(500);
      await db().update(StoredFile, { id }, { ownerId: thief.id });
      expect((await download(server, thief, id)).status).toBe(500);
    });

    it('a file that was cut, or made longer', async () => {
      const { id } = await upload(server, owner, content);
      for (const size of [content.length - 1, content.length + 1, CHUNK_BYTES, 2 * CHUNK_BYTES, 0]) {
        await db().update(StoredFile, { id }, { size: String(size) });
        expect((await download(server, owner, id)).status, String(size)).toBe(500);
      }
    });

    it.each(readers)('a piece of it that is damaged, cut, replaced by an older one or gone ends the connection: %s', async (_, read) => {
      const { id } = await upload(server, owner, content);
      const last = (await pieces(id)).at(-1) as FileChunk;
      const good = await readFile(pathOf(last));
      const bad = Buffer.from(good);
      bad.writeUInt8(bad.readUInt8(bad.length - 1) ^ 1, bad.length - 1);
      for (const bytes of [bad, good.subarray(0, good.length - 1), Buffer.alloc(0), Buffer.concat([good, Buffer.alloc(1)])]) {
        await writeFile(pathOf(last), bytes);
        await refused(read, id);
      }
      await rm(pathOf(last));
      await refused(read, id);
      await writeFile(pathOf(last), good);
      expect((await contentOf(download(server, owner, id))).equals(content)).toBe(true);
    });

    it('a piece that was sent before, under the name of the one that replaced it', async () => {
      const upload2 = await beginUpload(owner, 'twice.bin', 500);
      await sendPart(server, owner, upload2.id, 0, Buffer.alloc(500, 1));
      const [older] = await pieces(upload2.id);
      const bytes = await readFile(pathOf(older as FileChunk));
      await sendPart(server, owner, upload2.id, 0, Buffer.alloc(500, 2));
      await body(owner.post(`/api/files/uploads/${upload2.id}/finish`));
      expect(await contentOf(download(server, owner, upload2.id))).toEqual(Buffer.alloc(500, 2));
      const [newer] = await pieces(upload2.id);
      await writeFile(pathOf(newer as FileChunk), bytes);
      expect((await download(server, owner, upload2.id)).status).toBe(500);
    });

    it('is unreadable for ever once the owner’s key is destroyed', async () => {
      const leaving = await fileOwner(server, 'leaving');
      const { id } = await upload(server, leaving, content);
      await server.app.get(VaultService, { strict: false }).destroyKey(leaving.id, 'files');
      expect((await download(server, leaving, id)).status).toBe(404);
    });
  });

  describe('names and types', () => {
    it.each([
      ['../../../etc/passwd', 'passwd'],
      ['..\\..\\windows\\system32\\x.dll', 'x.dll'],
      ['/', 'unnamed'],
      ['photo\u202Egpj.exe', 'photogpj.exe'],
      ['答案 – é.pdf', '答案 – é.pdf'],
      ["a'b;c=d%20é.txt", "a'b;c=d%20é.txt"],
      ['x'.repeat(900), 'x'.repeat(255)],
    ])('takes %j as %j', async (given, name) => {
      const before = await objects();
      const { id, name: kept } = await upload(server, owner, randomBytes(5), given);
      expect(kept).toBe(name);
      const header = (await download(server, owner, id)).headers.get('content-disposition') ?? '';
      expect(decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '')).toBe(name);
      const fresh = (await objects()).filter((one) => !before.includes(one));
      expect(fresh).toEqual([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)]);
    });

    it.each<[string, Buffer<ArrayBuffer>, string, string]>([
      ['a page that says it is a picture', Buffer.from('<html><script>alert(1)</script>'), 'image/png', 'text/plain; charset=utf-8'],
      [
        'a picture that says it is a page',
        Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
        'text/html',
        'image/png',
      ],
      [
        'a drawing with a script',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        'image/svg+xml',
        'text/plain; charset=utf-8',
      ],
      ['noise', Buffer.from([0, 1, 2, 3, 255, 254]), 'text/html', 'application/octet-stream'],
      ['half a character at the end', Buffer.from([...Buffer.from('Grüße aus Köl'), 0xc3]), 'text/html', 'text/plain; charset=utf-8'],
    ])('finds out what %s is', async (_, content, type, served) => {
      const answer = (await (await uploadForm(server, owner, content, { type, name: 'x.html' })).json()) as FileAnswer;
      const response = await download(server, owner, answer.file.id);
      expect(response.headers.get('content-type')).toBe(served);
      expect(await contentOf(response)).toEqual(content);
    });

    it('says so when there is no file', async () => {
      const noFile = async (init: { body?: BodyInit; headers?: Record<string, string> }) => {
        const response = await fetch(`${server.url}/api/files/upload`, {
          method: 'POST',
          ...init,
          headers: { ...bearer(owner), ...init.headers },
        });
        expect(response.status).toBe(400);
        expect(((await response.json()) as { message: string }).message).toMatch(/^No file uploaded/);
      };
      const text = new FormData();
      text.append('file', 'only text');
      await noFile({ body: text });
      await noFile({});
      await noFile({ body: '{"file":"x"}', headers: { 'content-type': 'application/json' } });
      await noFile({ body: 'x', headers: { 'content-type': 'multipart/form-data' } });
      expect((await uploadForm(server, owner, randomBytes(5), { field: 'other' })).status).toBe(400);
      expect((await uploadForm(server, owner, randomBytes(5), { name: '' })).status).toBe(400);
      const cut = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of it';
      const broken = await fetch(`${server.url}/api/files/upload`, {
        method: 'POST',
        body: cut,
        headers: { ...bearer(owner), 'content-type': 'multipart/form-data; boundary=b' },
      });
      expect([broken.status, await broken.text()]).toEqual([400, expect.stringContaining('broke off')]);
      expect(await db().countBy(StoredFile, { state: 'uploading' })).toBe(0);
    });
  });

  describe('uploads that stop', () => {
    const settled = async () => {
      await vi.waitFor(async () => {
        expect(await db().countBy(StoredFile, { state: 'uploading' })).toBe(0);
        expect(await db().count(DoomedObject)).toBe(0);
        expect(await objects()).toHaveLength(await db().count(FileChunk));
      }, WAIT);
    };

    it('in the middle of a form leave nothing', async () => {
      await server.app.get(DoomedObjects, { strict: false }).delete();
      // what the tests above put aside on purpose
      await db().query('DELETE FROM file_chunks c USING files f WHERE f.id = c.file_id');
      await server.app.get(RetentionService, { strict: false }).run(new Date(Date.now() + 2 * 3_600_000));
      await settled();
      const socket = httpRequest(`${server.url}/api/files/upload`, {
        method: 'POST',
        headers: { ...bearer(owner), 'content-type': 'multipart/form-data; boundary=b', 'content-length': 50 * CHUNK_BYTES },
      });
      socket.on('error', () => undefined);
      socket.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
      socket.write(randomBytes(3 * CHUNK_BYTES + 10));
      await vi.waitFor(async () => expect(await db().count(FileChunk)).toBeGreaterThan(1), WAIT);
      socket.destroy();
      await settled();
      expect((await body(owner.get<FileList>('/api/files/list'))).used).toBe(await sum());
    });

    const sum = async (): Promise<number> =>
      Number(
        (await db().query<{ sum: string }[]>('SELECT COALESCE(sum(size), 0) AS sum FROM files WHERE owner_id = $1', [owner.id]))[0]?.sum,
      );

    it('by a crash are thrown away by the daily job, once their time is over', async () => {
      const { id } = await beginUpload(owner, 'crash.bin', CHUNK_BYTES + 1);
      await sendPart(server, owner, id, 0, randomBytes(CHUNK_BYTES + 1));
      const run = (hours: number) => server.app.get(RetentionService, { strict: false }).run(new Date(Date.now() + hours * 3_600_000));
      expect((await run(23)).unfinishedUploads).toBe(0);
      expect((await run(25)).unfinishedUploads).toBe(1);
      await settled();
    });

    it('are deleted whole: rows, key and objects', async () => {
      const { id } = await upload(server, owner, randomBytes(2 * CHUNK_BYTES));
      expect((await objects()).length).toBe(2);
      expect((await owner.delete(`/api/files/${id}`)).status).toBe(200);
      await settled();
      expect(await objects()).toEqual([]);
    });
  });

  describe('uploads in parts', () => {
    const size = FILE_PART_BYTES + CHUNK_BYTES + 7;
    const content = randomBytes(size);
    const part = (n: number) => content.subarray(n * FILE_PART_BYTES, (n + 1) * FILE_PART_BYTES);

    it('go on where they stopped, in any order, also after the 15 minutes in which they began', async () => {
      const begun = await beginUpload(owner, 'big.bin', size);
      expect(begun).toMatchObject({ parts: 2, partBytes: FILE_PART_BYTES, received: [] });
      expect((await sendPart(server, owner, begun.id, 1, part(1))).status).toBe(204);
      expect((await owner.post(`/api/files/uploads/${begun.id}/finish`)).status).toBe(409);
      await verifyFace(server, owner, 20);
      expect((await owner.get('/api/files/list')).status).toBe(403);
      expect((await body(owner.get<UploadView>(`/api/files/uploads/${begun.id}`))).received).toEqual([1]);
      expect((await sendPart(server, owner, begun.id, 0, part(0))).status).toBe(204);
      const { file } = await body(owner.post<FileAnswer>(`/api/files/uploads/${begun.id}/finish`));
      expect(file).toMatchObject({ name: 'big.bin', size });
      expect((await owner.post(`/api/files/uploads/${begun.id}/finish`)).status).toBe(200);
      await verifyFace(server, owner);
      expect((await contentOf(download(server, owner, file.id))).equals(content)).toBe(true);
      expect((await sendPart(server, owner, begun.id, 0, part(0))).status).toBe(404);
    });

    it('are finished from another device only with the file area open there', async () => {
      const { id } = await beginUpload(owner, 'there.bin', 10);
      await db().update(StoredFile, { id }, { sessionId: '00000000-0000-7000-8000-000000000000' });
      await verifyFace(server, owner, 20);
      expect((await sendPart(server, owner, id, 0, randomBytes(10))).status).toBe(403);
      await verifyFace(server, owner);
      expect((await sendPart(server, owner, id, 0, randomBytes(10))).status).toBe(204);
      expect((await body(owner.get<UploadView[]>('/api/files/uploads'))).map((one) => one.id)).toEqual([id]);
      expect((await owner.delete(`/api/files/uploads/${id}`)).status).toBe(204);
      expect((await sendPart(server, owner, id, 0, randomBytes(10))).status).toBe(404);
    });

    it('take exactly the bytes that belong there', async () => {
      const { id } = await beginUpload(owner, 'exact.bin', 10);
      for (const [n, bytes] of [
        [0, 9],
        [0, 11],
        [1, 10],
        [-1, 10],
      ] as const)
        expect((await sendPart(server, owner, id, n, randomBytes(bytes))).status, `${String(n)}: ${String(bytes)}`).toBe(400);
      expect((await sendPart(server, owner, id, Number.NaN, randomBytes(10))).status).toBe(400);
      await owner.delete(`/api/files/uploads/${id}`);
    });
  });

  describe('room', () => {
    const limits = (maxBytes: number, quotaBytes: number) =>
      server.app.get(SettingsService, { strict: false }).write(owner.id, { ...DEFAULT_SETTINGS, files: { maxBytes, quotaBytes } }, '');
    afterEach(() => limits(DEFAULT_SETTINGS.files.maxBytes, DEFAULT_SETTINGS.files.quotaBytes));

    it('is checked before and while a file comes in, and nothing of a refused one is left', async () => {
      const person = await fileOwner(server, 'small');
      await limits(3 * CHUNK_BYTES, 4 * CHUNK_BYTES);
      expect((await uploadForm(server, person, randomBytes(3 * CHUNK_BYTES))).status).toBe(201);
      expect((await uploadForm(server, person, randomBytes(3 * CHUNK_BYTES + 1))).status).toBe(413);
      expect((await uploadForm(server, person, randomBytes(CHUNK_BYTES + 1))).status).toBe(413);
      expect((await person.post('/api/files/uploads', { name: 'a', size: CHUNK_BYTES + 1 })).status).toBe(413);
      // nobody says how large it is
      const chunked = await fetch(`${server.url}/api/files/upload`, {
        method: 'POST',
        headers: { ...bearer(person), 'content-type': 'multipart/form-data; boundary=b' },
        duplex: 'half',
        body: new ReadableStream({
          start(controller) {
            controller.enqueue(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'));
            controller.enqueue(randomBytes(CHUNK_BYTES * 2));
            controller.enqueue(Buffer.from('\r\n--b--\r\n'));
            controller.close();
          },
        }),
      } as RequestInit);
      expect(chunked.status).toBe(413);
      const list = await body(person.get<FileList>('/api/files/list'));
      expect(list).toMatchObject({ used: 3 * CHUNK_BYTES, quota: 4 * CHUNK_BYTES, largest: 3 * CHUNK_BYTES });
      expect(list.files).toHaveLength(1);
      expect(await db().countBy(StoredFile, { ownerId: person.id })).toBe(1);
      expect((await uploadForm(server, person, randomBytes(CHUNK_BYTES))).status).toBe(201);
    });

    it('is not passed by many uploads at once', async () => {
      const person = await fileOwner(server, 'many');
      await limits(1000, 2500);
      const answers = await Promise.all(Array.from({ length: 8 }, () => person.post('/api/files/uploads', { name: 'a', size: 1000 })));
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    });
  });
});
