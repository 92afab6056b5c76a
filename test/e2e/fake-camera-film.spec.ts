import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { descriptorDistance } from '@invigil/biometrics';
import { createAnalysisPool } from '@invigil/biometrics/node';
import type { AnalysisPool, FrameAnalysis } from '@invigil/biometrics/node';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhoto, fakeCameraFilm, overwriteFilm } from '../support/faces/index.js';

const modelsDir = path.resolve(import.meta.dirname, '../../models');

/** Opens the camera and keeps it on; `window.shoot` answers with the frame that it shows, as a JPEG in base64. */
const CAMERA_PAGE = `<!doctype html><title>Camera</title><video autoplay muted playsinline></video><script>
  const video = document.querySelector('video');
  const opened = navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } }).then((stream) => { video.srcObject = stream; return video.play(); });
  const nextFrame = () => new Promise((resolve) => video.requestVideoFrameCallback(resolve));
  window.shoot = async () => {
    await opened;
    await nextFrame();
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d').drawImage(video, 0, 0);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  };
</script>`;

describe('a film before the fake camera of Chromium', () => {
  let folder: string;
  let film: string;
  let server: Server;
  let browser: Browser;
  let page: Page;
  let pool: AnalysisPool;
  let student: Float32Array;

  const shoot = async () => Buffer.from(await page.evaluate<string>('window.shoot()'), 'base64');
  const look = async (jpeg: Uint8Array): Promise<FrameAnalysis> =>
    pool.analyse({ attemptId: 'film', jpeg, priority: 'enrolment', wantSsd: true });

  /** Looks until the camera shows what is waited for; the test's own time limit ends it. */
  async function until(seen: (analysis: FrameAnalysis) => boolean): Promise<FrameAnalysis> {
    for (;;) {
      const analysis = await look(await shoot());
      if (seen(analysis)) return analysis;
    }
  }

  const fromStudent = ({ subject }: FrameAnalysis) => (subject?.descriptor ? descriptorDistance(student, subject.descriptor) : Infinity);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'film-'));
    film = path.join(folder, 'camera.y4m');
    pool = createAnalysisPool({ threads: 1, modelsDir, maxQueue: 10 });
    await Promise.all([pool.ready, fakeCameraFilm(film, 'student')]);
    student = (await look(await facePhoto('student'))).subject?.descriptor ?? new Float32Array();
    server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(CAMERA_PAGE));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${film}`,
      ],
    });
    page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    await pool.close();
    await rm(folder, { recursive: true });
  });

  it('shows the student, who passes the gates and matches', async () => {
    const analysis = await look(await shoot());
    expect(analysis).toMatchObject({ width: 640, height: 480, subject: { gate: { scorable: true, reason: null } } });
    expect(analysis.faces).toHaveLength(1);
    expect(fromStudent(analysis)).toBeLessThan(0.3);
  });

  it('moves: two frames are never the same bytes', async () => {
    const frames = [await shoot(), await shoot(), await shoot()];
    expect(new Set(frames.map((frame) => frame.toString('base64'))).size).toBe(3);
  });

  it('changes live to the impostor, to several, to an empty wall and back, without a change of the file’s length', async () => {
    const { size } = await stat(film);
    await overwriteFilm(film, 'impostor');
    expect(fromStudent(await until((analysis) => fromStudent(analysis) > 0.5))).toBeGreaterThan(0.7);
    await overwriteFilm(film, 'several');
    expect(await until(({ faces }) => faces.length > 1)).toMatchObject({ detector: 'ssd' });
    await overwriteFilm(film, 'empty');
    await until(({ faces }) => faces.length === 0);
    await overwriteFilm(film, 'student');
    await until((analysis) => fromStudent(analysis) < 0.3 && analysis.faces.length === 1);
    expect((await stat(film)).size).toBe(size);
  });
});
