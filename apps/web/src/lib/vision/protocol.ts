import type { Sight } from './sight.ts';

/** `sample`: describe the picture. `frame`: make a JPEG and describe that very JPEG. */
export type LookKind = 'sample' | 'frame';
export type ToVision = { type: 'look'; id: number; bitmap: ImageBitmap; kind: LookKind; wantSsd: boolean };
/** Why this computer sends frames without describing them. */
export type FramesOnly = 'slow' | 'failed';
export type FromVision =
  | { type: 'ready'; engine: string; ms: number }
  | { type: 'frames_only'; why: FramesOnly; detail: string }
  | { type: 'seen'; id: number; sight: Sight }
  | { type: 'not_seen'; id: number; message: string };
