/** What a page encodes its frames with: usual, and when the network is slow. */
export const QUALITIES = [0.8, 0.5] as const;

export interface PictureAnswer {
  readonly faces: number;
  readonly detector: string;
  /** Why the face cannot be scored; null where it can, or there is none. */
  readonly reason: string | null;
  readonly yaw: number;
  readonly descriptor: number[];
  readonly ms: number;
  /** The same pixels as a JPEG of the browser's own making, at each of `QUALITIES`, in base64. */
  readonly jpegs: string[];
}

export interface AnswerMessage {
  readonly error: string | null;
  readonly engine: string;
  readonly measuredMs: number;
  readonly answers: PictureAnswer[];
}
