/** A decoded picture: `data` holds width × height × 3 bytes, red, green, blue, row by row from the top left. */
export interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A rectangle in pixels of the picture; it may reach beyond the picture's border. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The 68 points of the iBUG 300-W scheme, in pixels of the picture: 0–16 jaw, 17–26 brows, 27–35 nose, 36–47 eyes, 48–67 mouth. */
export type Landmarks = readonly Point[];

/** What a detector says: where, and how sure it is (0 to 1). */
export interface Detection {
  readonly box: Box;
  readonly score: number;
}

/**
 * Direction of the head, without units of its own so that it does not depend on the camera.
 * `yaw`: offset of the nose tip from between the eyes, along the line of the eyes, over the distance of the eyes; 0 is straight, 0.25 about 13°; positive to the picture's right.
 * `pitch`: height of the nose tip between eyes (0) and mouth (1); about 0.5 is straight, smaller looks up.
 * `roll`: lean of the line of the eyes in radians; positive is clockwise in the picture.
 * Taken from the landmarks of the first look at the face: those of the second make a turned head look straighter than it is.
 */
export interface HeadPose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/** Measures inside the face, taken from its aligned chip: levels of brightness 0–255. */
export interface PictureQuality {
  /** Median brightness. For display only: no gate reads it, since it would refuse dark skin. */
  readonly brightness: number;
  /** Distance between the 5th and the 95th percentile of brightness. */
  readonly contrast: number;
  /** Standard deviation of the noise, estimated. */
  readonly noise: number;
  /** Strength of fine detail, relative to the contrast; without units. */
  readonly sharpness: number;
}

/** Why a face cannot be scored. Never a violation. */
export type GateReason = 'cut_off' | 'small' | 'pose' | 'dark' | 'blurred';

export interface GateResult {
  readonly scorable: boolean;
  readonly reason: GateReason | null;
}

/** One face in a picture. Landmarks and all that follows from them are present for the subject, and for others where they were asked for. */
export interface FaceFinding extends Detection {
  readonly landmarks?: Landmarks;
  readonly pose?: HeadPose;
  readonly quality?: PictureQuality;
  readonly gate?: GateResult;
  /** 128 numbers; compare with `descriptorDistance`. */
  readonly descriptor?: Float32Array;
}
