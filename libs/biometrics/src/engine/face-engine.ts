import type { Box, Detection, FaceFinding, Landmarks, Picture } from '../types.js';
import type { GateThresholds } from '../faces/index.js';
import type { PictureExposure } from '../pictures/index.js';

/** The four nets, whatever runs them: tfjs in a browser or in Node today, ONNX beside them. */
export interface FaceNets {
  /** Name for logs and `/health`, such as `tfjs-wasm`. */
  readonly name: string;
  /** TinyFaceDetector at 224: fast, and blind to most second faces. */
  detectTiny(picture: Picture): Promise<Detection[]>;
  /** SSD MobileNet: about ten times slower, finds several faces. */
  detectSsd(picture: Picture): Promise<Detection[]>;
  /** 68 points in pixels of the picture. */
  landmarks(picture: Picture, box: Box): Promise<Landmarks>;
  /** 128 numbers from a chip of 150 × 150 pixels. */
  describe(chip: Picture): Promise<Float32Array>;
  /** Milliseconds spent inside the nets themselves since they were opened, where that is known. */
  computedMs?(): number;
  dispose(): void;
}

export interface AnalyseOptions {
  /** Run SSD even when the tiny detector found exactly one face. */
  readonly wantSsd?: boolean;
  /** Where the subject was in the previous frame. */
  readonly previousSubject?: Box;
  /** Describe the other faces as well, the largest first, `MOST_DESCRIBED` with the subject. */
  readonly describeAll?: boolean;
  /** Other gates than the pipeline's own. */
  readonly gates?: GateThresholds;
  /** Name of the pipeline that makes the numbers; the newest when it is left out. */
  readonly pipeline?: string;
}

/** Faces of one picture that are described at most: a crowd must not hold up everybody else's frames. */
export const MOST_DESCRIBED = 8;

/** Milliseconds; `ssd` is 0 when it did not run. */
export interface AnalysisTimings {
  readonly tiny: number;
  readonly ssd: number;
  readonly landmarks: number;
  readonly descriptor: number;
}

export interface PictureFindings {
  /** Every face with box and score; the subject, and with `describeAll` the others, have all the rest as well. */
  readonly faces: readonly FaceFinding[];
  /** Index of the subject in `faces`, -1 without a face. */
  readonly subjectIndex: number;
  /** `ssd` when SSD ran: only then is the number of faces reliable. */
  readonly detector: 'tiny' | 'ssd';
  /** Of the whole picture. */
  readonly exposure: PictureExposure;
  readonly timings: AnalysisTimings;
}

/** Everything the product asks of an engine; the same for browser and server. */
export interface FaceEngine {
  readonly name: string;
  analyse(picture: Picture, options?: AnalyseOptions): Promise<PictureFindings>;
  /** Runs every net once: the first run of each is several times slower. */
  warmUp(): Promise<void>;
  /** Milliseconds that the nets of a frame with one face take (tiny detector, landmarks, descriptor): the median of three runs. */
  measure(): Promise<number>;
  dispose(): void;
}
