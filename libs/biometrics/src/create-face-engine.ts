import { chooseSubject } from './choose-subject.js';
import { CHIP_SIZE, faceChip } from './face-chip.js';
import type { AnalyseOptions, FaceEngine, FaceNets, PictureFindings } from './face-engine.js';
import { headPose } from './head-pose.js';
import { DEFAULT_GATES, judgeFace } from './judge-face.js';
import { mergeDetections } from './merge-detections.js';
import { pictureQuality } from './picture-quality.js';
import type { Box, FaceFinding, Picture } from './types.js';

/** Measures a step in milliseconds. */
async function timed<T>(step: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await step();
  return { value, ms: performance.now() - start };
}

/**
 * The engine over a set of nets: tiny detector first, SSD when it is asked for and whenever tiny does not see exactly one face, then landmarks, pose, gates and descriptor of the subject.
 * Pure but for the nets, so every set of nets gives the same numbers.
 */
export function createFaceEngine(nets: FaceNets): FaceEngine {
  async function describeSubject(picture: Picture, box: Box, gates = DEFAULT_GATES) {
    const { value: landmarks, ms: landmarksMs } = await timed(() => nets.landmarks(picture, box));
    const chip = faceChip(picture, landmarks);
    const pose = headPose(landmarks);
    const quality = pictureQuality(chip);
    const gate = judgeFace({ landmarks, pose, quality }, picture, gates);
    const { value: descriptor, ms: descriptorMs } = await timed(() => nets.describe(chip));
    return { finding: { landmarks, pose, quality, gate, descriptor }, landmarksMs, descriptorMs };
  }

  async function analyse(picture: Picture, options: AnalyseOptions = {}): Promise<PictureFindings> {
    const tiny = await timed(() => nets.detectTiny(picture));
    const needsSsd = options.wantSsd === true || tiny.value.length !== 1;
    const ssd = needsSsd ? await timed(() => nets.detectSsd(picture)) : { value: [], ms: 0 };
    const found = needsSsd ? mergeDetections(tiny.value, ssd.value) : tiny.value;
    const subjectIndex = chooseSubject(found, picture, options.previousSubject);
    const subject = found[subjectIndex];
    const described = subject && (await describeSubject(picture, subject.box, options.gates));
    const faces: FaceFinding[] = found.map((face, i) => (i === subjectIndex ? { ...face, ...described?.finding } : face));
    return {
      faces,
      subjectIndex,
      detector: needsSsd ? 'ssd' : 'tiny',
      timings: { tiny: tiny.ms, ssd: ssd.ms, landmarks: described?.landmarksMs ?? 0, descriptor: described?.descriptorMs ?? 0 },
    };
  }

  async function warmUp(): Promise<void> {
    const grey: Picture = { data: new Uint8Array(320 * 240 * 3).fill(128), width: 320, height: 240 };
    await nets.detectTiny(grey);
    await nets.detectSsd(grey);
    await nets.landmarks(grey, { x: 80, y: 60, width: 120, height: 120 });
    await nets.describe({ data: new Uint8Array(CHIP_SIZE * CHIP_SIZE * 3).fill(128), width: CHIP_SIZE, height: CHIP_SIZE });
  }

  return { name: nets.name, analyse, warmUp, dispose: () => nets.dispose() };
}
