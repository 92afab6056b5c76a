import { chooseSubject, mergeDetections } from '../detection/index.js';
import { CHIP_SIZE, faceChip, headPose, judgeFace } from '../faces/index.js';
import { MOST_DESCRIBED } from './face-engine.js';
import type { AnalyseOptions, FaceEngine, FaceNets, PictureFindings } from './face-engine.js';
import { findCloseFace } from './find-close-face.js';
import { pictureExposure, pictureQuality } from '../pictures/index.js';
import { pipelineOf } from './pipelines.js';
import type { Pipeline } from './pipelines.js';
import { refineLandmarks } from './refine-landmarks.js';
import type { Box, Detection, FaceFinding, Picture } from '../types.js';

const grey = (width: number, height: number): Picture => ({ data: new Uint8Array(width * height * 3).fill(128), width, height });
const GREY_FRAME = grey(640, 480);
const GREY_CHIP = grey(CHIP_SIZE, CHIP_SIZE);

/** Measures a step in milliseconds. */
async function timed<T>(step: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await step();
  return { value, ms: performance.now() - start };
}

/** Indices of the faces beside the subject that are described too. */
function largestOthers(faces: readonly Detection[], subjectIndex: number): number[] {
  const size = (i: number): number => (faces[i]?.box.width ?? 0) * (faces[i]?.box.height ?? 0);
  const others = faces.map((_, i) => i).filter((i) => i !== subjectIndex);
  return others.sort((a, b) => size(b) - size(a)).slice(0, MOST_DESCRIBED - 1);
}

/**
 * The engine over a set of nets: tiny detector first, SSD when it is asked for and whenever tiny does not see exactly one face, then landmarks, pose, gates and descriptor of the subject.
 * Pure but for the nets, so every set of nets gives the same numbers.
 */
export function createFaceEngine(nets: FaceNets): FaceEngine {
  async function describeFace(picture: Picture, box: Box, pipeline: Pipeline, gates = pipeline.gates) {
    const { value: looks, ms: landmarksMs } = await timed(async () => {
      const first = await nets.landmarks(picture, box);
      return { first, landmarks: pipeline.refinesLandmarks ? await refineLandmarks(nets, picture, first) : first };
    });
    const { first, landmarks } = looks;
    const chip = faceChip(picture, landmarks);
    // the second look draws a turned head's points towards those of one that looks ahead
    const pose = headPose(first);
    const quality = pictureQuality(chip);
    const gate = judgeFace({ landmarks, pose, quality }, picture, gates);
    const { value: descriptor, ms: descriptorMs } = await timed(() => nets.describe(chip));
    return { finding: { landmarks, pose, quality, gate, descriptor }, landmarksMs, descriptorMs };
  }

  /** SSD as well, and where neither detector sees anybody a look for a face that is too near for both. */
  async function detectCarefully(picture: Picture, tiny: readonly Detection[], pipeline: Pipeline): Promise<Detection[]> {
    const found = mergeDetections(tiny, await nets.detectSsd(picture));
    return found.length === 0 && pipeline.findsCloseFaces ? findCloseFace(nets, picture) : found;
  }

  async function analyse(picture: Picture, options: AnalyseOptions = {}): Promise<PictureFindings> {
    const pipeline = pipelineOf(options.pipeline);
    const tiny = await timed(() => nets.detectTiny(picture));
    const needsSsd = options.wantSsd === true || tiny.value.length !== 1;
    const ssd = needsSsd ? await timed(() => detectCarefully(picture, tiny.value, pipeline)) : { value: tiny.value, ms: 0 };
    const found = ssd.value;
    const subjectIndex = chooseSubject(found, picture, options.previousSubject);
    const subject = found[subjectIndex];
    const described = subject && (await describeFace(picture, subject.box, pipeline, options.gates));
    const faces: FaceFinding[] = found.map((face, i) => (i === subjectIndex ? { ...face, ...described?.finding } : face));
    if (options.describeAll === true) {
      for (const i of largestOthers(found, subjectIndex)) {
        const face = found[i];
        if (face) faces[i] = { ...face, ...(await describeFace(picture, face.box, pipeline, options.gates)).finding };
      }
    }
    return {
      faces,
      subjectIndex,
      detector: needsSsd ? 'ssd' : 'tiny',
      exposure: pictureExposure(picture),
      timings: { tiny: tiny.ms, ssd: ssd.ms, landmarks: described?.landmarksMs ?? 0, descriptor: described?.descriptorMs ?? 0 },
    };
  }

  async function runTinyPath(): Promise<void> {
    await nets.detectTiny(GREY_FRAME);
    await nets.landmarks(GREY_FRAME, { x: 80, y: 60, width: 120, height: 120 });
    await nets.describe(GREY_CHIP);
  }

  async function warmUp(): Promise<void> {
    await runTinyPath();
    await nets.detectSsd(GREY_FRAME);
  }

  async function measure(): Promise<number> {
    const runs: number[] = [];
    for (let i = 0; i < 3; i++) runs.push((await timed(runTinyPath)).ms);
    return runs.sort((a, b) => a - b)[1] ?? 0;
  }

  return { name: nets.name, analyse, warmUp, measure, dispose: () => nets.dispose() };
}
