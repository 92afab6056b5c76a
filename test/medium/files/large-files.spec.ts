import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FileAnswer } from '@invigil/shared';
import { bearer, fileOwner } from '../../support/file-area.js';
import type { Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const MIB = 1024 ** 2;
/** `TEST_LONG=1` sends as much as a file may have. */
const BLOCKS = process.env['TEST_LONG'] === '1' ? 2048 : 300;
/** Far below the file, above some pieces on their way in and out. */
const ROOM = 64 * MIB;
const EVERY_BLOCKS = 10;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

let server: TestApp;
let owner: Account;
beforeAll(async () => {
  server = await startTestApp({ overrides: { logLevel: 'warn' } });
  owner = await fileOwner(server, 'owner');
});
afterAll(() => server.close());

/** The most that the process, server and sender alike, held on to beyond what it did at first; what could be thrown away does not count. */
function watch(): { sample: () => void; growth: () => number } {
  const held = (): number => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  let most = before;
  return { sample: () => (most = Math.max(most, held())), growth: () => most - before };
}

const block = (n: number): Buffer => Buffer.alloc(MIB, n % 251);

it(`takes and gives ${String(BLOCKS)} MiB without holding more than a little of them`, async () => {
  const memory = watch();
  const sent = createHash('sha256');
  const answer = await new Promise<FileAnswer>((resolve, reject) => {
    const call = request(
      `${server.url}/api/files/upload`,
      { method: 'POST', headers: { ...bearer(owner), 'content-type': 'multipart/form-data; boundary=b' } },
      (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () => {
          resolve(JSON.parse(text) as FileAnswer);
        });
      },
    );
    call.on('error', reject);
    void (async () => {
      call.write('--b\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n');
      for (let n = 0; n < BLOCKS; n++) {
        sent.update(block(n));
        if (!call.write(block(n))) await new Promise((drained) => call.once('drain', drained));
        if (n % EVERY_BLOCKS === 0) memory.sample();
      }
      call.end('\r\n--b--\r\n');
    })();
  });
  expect(answer.file).toMatchObject({ name: 'large.bin', size: BLOCKS * MIB });
  const response = await fetch(`${server.url}/api/files/download/${answer.file.id}`, { headers: bearer(owner) });
  const got = createHash('sha256');
  let received = 0;
  for await (const data of response.body as unknown as AsyncIterable<Uint8Array>) {
    got.update(data);
    const before = received;
    received += data.length;
    if (Math.floor(before / (EVERY_BLOCKS * MIB)) !== Math.floor(received / (EVERY_BLOCKS * MIB))) memory.sample();
  }
  expect(got.digest('hex')).toBe(sent.digest('hex'));
  expect(memory.growth(), `${String(Math.round(memory.growth() / MIB))} MiB more than at first`).toBeLessThan(ROOM);
}, 1_200_000);
