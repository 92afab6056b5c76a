import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { descriptorDistance } from '@invigil/biometrics';
import { createAnalysisPool, encodePicture } from '@invigil/biometrics/node';
import type { AnalysisPool, FrameAnalysis } from '@invigil/biometrics/node';
import { turnedFace } from '@invigil/biometrics/samples';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhoto } from '../support/faces/index.js';
import { QUALITIES } from './browser-engine/messages.js';
import type { AnswerMessage } from './browser-engine/messages.js';

const root = path.resolve(import.meta.dirname, '../..');
const modelsDir = path.join(root, 'models');

/** Frames of three people in different light and place, and one of two people. */
const FRAMES: readonly (readonly [Parameters<typeof facePhoto>[0], number])[] = [
  ['student', 0],
  ['student', 3],
  ['impostor', 1],
  ['impostor', 4],
  [{ person: 5 }, 2],
  [{ person: 8 }, 6],
  ['several', 1],
];

/** The last frames show a head that turns to the picture's left: too far to be compared, and not yet. */
const TURNED = [0.4, 0.7, 1] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
};

async function buildPage(outDir: string): Promise<void> {
  await build({
    root: path.join(import.meta.dirname, 'browser-engine'),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@invigil/source', 'module', 'browser', 'production'] },
    worker: { format: 'es' },
    build: { outDir, emptyOutDir: true },
  });
}

/** Serves the built page, the models, and the frames under their number. */
async function serve(outDir: string, jpegs: readonly Uint8Array[]) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const frame = /^\/frames\/(\d+)\.jpg$/.exec(pathname);
    const file = pathname.startsWith('/models/')
      ? path.join(root, pathname)
      : path.join(outDir, pathname === '/' ? 'index.html' : pathname);
    Promise.resolve(frame ? jpegs[Number(frame[1])] : readFile(file)).then(
      (body) => response.writeHead(200, { 'content-type': TYPES[path.extname(pathname)] ?? 'text/html' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

/** What Chromium's worker says about the frames. */
async function askChromium(url: string, count: number): Promise<AnswerMessage> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    const urls = Array.from({ length: count }, (_, i) => `/frames/${i}.jpg`);
    return await page.evaluate((addresses) => window.analysePictures(addresses), urls);
  } finally {
    await browser.close();
  }
}

const summary = (distances: number[]) => distances.map((distance) => distance.toFixed(4)).join(' ');

describe('the browser engine, in Chromium', () => {
  let outDir: string;
  let pool: AnalysisPool;
  let inBrowser: AnswerMessage;
  let onServer: FrameAnalysis[];

  beforeAll(async () => {
    outDir = await mkdtemp(path.join(tmpdir(), 'browser-engine-'));
    const jpegs = await Promise.all([
      ...FRAMES.map(([scene, variant]) => facePhoto(scene, { variant })),
      ...TURNED.map(async (share) => encodePicture(await turnedFace('right', share))),
    ]);
    pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: jpegs.length });
    await buildPage(outDir);
    await pool.ready;
    onServer = await Promise.all(jpegs.map((jpeg) => pool.analyse({ attemptId: 'parity', jpeg, priority: 'enrolment' })));
    const site = await serve(outDir, jpegs);
    inBrowser = await askChromium(site.url, jpegs.length).finally(site.close);
  });

  afterAll(async () => {
    await pool.close();
    await rm(outDir, { recursive: true });
  });

  it('runs on WebAssembly in a worker', () => {
    expect(inBrowser.error).toBeNull();
    expect(inBrowser.engine).toBe('face-api tfjs-wasm');
    // so that what follows compares two engines and not one with itself
    expect(pool.stats().engine).toMatch(/^onnxruntime /);
  });

  it('finds as many faces with the same detector as the server', () => {
    expect(inBrowser.answers.map(({ faces, detector }) => ({ faces, detector }))).toEqual(
      onServer.map(({ faces, detector }) => ({ faces: faces.length, detector })),
    );
    expect(onServer[FRAMES.length - 1]?.faces).toHaveLength(2);
  });

  it('sees heads turned as far as the server does, and refuses the same ones for it', () => {
    const between = onServer.map(({ subject }, i) => Math.abs((subject?.pose?.yaw ?? NaN) - (inBrowser.answers[i]?.yaw ?? NaN)));
    expect(Math.max(...between)).toBeLessThan(0.02);
    const reasons = onServer.map(({ subject }) => subject?.gate?.reason ?? null);
    expect(inBrowser.answers.map(({ reason }) => reason)).toEqual(reasons);
    expect(reasons.slice(-TURNED.length)).toEqual([null, 'pose', 'pose']);
    expect(onServer.slice(-TURNED.length).map(({ subject }) => (subject?.pose?.yaw ?? NaN) < -0.4)).toEqual([false, false, true]);
  });

  it('describes each face as the server does: within 0.02, where two people are 0.6 apart', () => {
    const noise = onServer.map(({ subject }, i) => descriptorDistance(subject?.descriptor ?? [], inBrowser.answers[i]?.descriptor ?? []));
    console.info(
      `same JPEG, browser against server: ${summary(noise)}; ms a frame: ${inBrowser.answers.map(({ ms }) => ms.toFixed(0)).join(' ')}`,
    );
    expect(Math.max(...noise)).toBeLessThan(0.02);
  });

  // A page describes the camera's pixels and then sends them as a JPEG: this is the noise that an honest page has.
  it.each(QUALITIES.map((quality, index) => ({ quality, index })))(
    'stays within 0.3 of the server that sees the frame as a JPEG of quality $quality',
    async ({ quality, index }) => {
      const noise = await Promise.all(
        inBrowser.answers.map(async ({ descriptor, jpegs }) => {
          const { subject } = await pool.analyse({
            attemptId: 'parity',
            jpeg: Buffer.from(jpegs[index] ?? '', 'base64'),
            priority: 'enrolment',
          });
          return descriptorDistance(subject?.descriptor ?? [], descriptor);
        }),
      );
      console.info(`pixels in the browser against JPEG ${quality} on the server: ${summary(noise)}`);
      expect(Math.max(...noise)).toBeLessThan(0.3);
    },
  );
});
