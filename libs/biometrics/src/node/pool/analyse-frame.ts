import { createHash } from 'node:crypto';
import { differenceHash } from '../../pictures/index.js';
import type { FaceEngine } from '../../engine/index.js';
import { faceColour } from '../../liveness/index.js';
import { checkForScreen, SCREEN_SMALLEST } from '../../screen/index.js';
import { decodePicture } from '../decode-picture.js';
import { encodePicture } from '../encode-picture.js';
import { releasePicture } from '../release-picture.js';
import type { FrameAnalysis, FrameRequest } from './frame-analysis.js';

/** Width of a thumbnail in pixels. */
const THUMBNAIL_WIDTH = 240;

/**
 * Everything about one frame: decoded safely, analysed, with thumbnail and hashes.
 * @throws PictureError when the bytes are no usable picture.
 */
export async function analyseFrame(engine: FaceEngine, request: FrameRequest): Promise<FrameAnalysis> {
  const start = performance.now();
  const picture = await decodePicture(request.jpeg);
  const decode = performance.now() - start;
  // sharp works in its own threads, so these go on while the nets hold this one
  const thumbnail = encodePicture(picture, { width: THUMBNAIL_WIDTH, quality: 75, quick: true });
  const reencoded = request.reencode === true ? encodePicture(picture) : null;
  const findings = await engine.analyse(picture, request);
  const subject = findings.faces[findings.subjectIndex] ?? null;
  const wantScreen = request.wantScreen === true && subject !== null && Math.min(picture.width, picture.height) >= SCREEN_SMALLEST;
  const analysis = {
    width: picture.width,
    height: picture.height,
    faces: findings.faces,
    subjectIndex: findings.subjectIndex,
    subject,
    detector: findings.detector,
    exposure: findings.exposure,
    screen: wantScreen ? checkForScreen(picture, subject) : null,
    colour: request.wantColour === true && subject?.landmarks ? faceColour(picture, subject.landmarks) : null,
    thumbnail: await thumbnail,
    reencoded: await reencoded,
    sha256: createHash('sha256').update(request.jpeg).digest('hex'),
    differenceHash: differenceHash(picture),
    timings: { ...findings.timings, decode, total: performance.now() - start },
  };
  releasePicture(picture);
  return analysis;
}
