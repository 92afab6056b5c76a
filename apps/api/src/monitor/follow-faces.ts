import {
  boxOverlap,
  descriptorDistance,
  screenOver,
  SCREEN_START,
  type FaceFinding,
  type ScreenLook,
  type ScreenState,
} from '@invigil/biometrics';

/** A face that is followed from frame to frame, in the memory of one page's connection and nowhere else. */
export interface Track {
  readonly id: number;
  /** Where it was last, in pixels of the frame. */
  readonly box: FaceFinding['box'];
  /** Frames since it was last seen. */
  readonly missed: number;
  /** Its newest descriptions, oldest first: of frames in which it could be scored. */
  readonly probes: readonly Float32Array[];
  /** Looks in a row that found nobody. */
  readonly strange: number;
  readonly screen: ScreenState;
  /** Screen confidence over its newest looks, 0 to 100. */
  readonly screenConfidence: number;
}

/** A face of this frame, and what is known of it. */
export interface FollowedFace {
  readonly face: FaceFinding;
  readonly track: Track;
  /** It can be scored in this very frame. */
  readonly clear: boolean;
}

interface Frame {
  readonly faces: readonly FaceFinding[];
  readonly subjectIndex: number;
  readonly screen: Pick<ScreenLook, 'confidence' | 'cues'> | null;
}

/** Descriptions that a face is judged by: the median of five to one template made no false match in 700 pairs where single ones did. */
const PROBES = 5;
const SCREEN_LOOKS = 5;
/** Share that the places of one face in two frames have in common at least. */
const SAME_PLACE = 0.2;
/** Descriptions farther apart in one place are two people: one has gone and the other has come. */
const SAME_FACE = 0.6;
/** A face that was missing in more frames is a new one. Frames, not seconds: a slow server must not forget between two of them. */
const MISSED = 3;

/**
 * Follows faces from one frame to the next by place and likeness. Each face of the frame continues at most one track. Pure.
 * @param before the tracks after the last frame
 * @param next id of the next new track
 * @returns the faces in the order of the frame, and all tracks that are still followed
 */
export function followFaces(
  before: readonly Track[],
  { faces, subjectIndex, screen }: Frame,
  next: number,
): { faces: FollowedFace[]; tracks: Track[]; next: number } {
  const free = new Set(before);
  let id = next;
  const followed = faces.map((face, i): FollowedFace => {
    const descriptor = face.gate?.scorable === true ? face.descriptor : undefined;
    const old = nearest(free, face, descriptor);
    if (old) free.delete(old);
    const base = old ?? { id: id++, probes: [], strange: 0, screen: SCREEN_START, screenConfidence: 0 };
    const look = i === subjectIndex && screen ? screenOver(base.screen, screen, SCREEN_LOOKS) : null;
    const track: Track = {
      id: base.id,
      box: face.box,
      missed: 0,
      probes: descriptor ? [...base.probes, descriptor].slice(-PROBES) : base.probes,
      strange: base.strange,
      screen: look?.state ?? base.screen,
      screenConfidence: look?.confidence ?? base.screenConfidence,
    };
    return { face, track, clear: descriptor !== undefined };
  });
  const away = [...free].map((track) => ({ ...track, missed: track.missed + 1 })).filter(({ missed }) => missed <= MISSED);
  return { faces: followed, tracks: [...followed.map(({ track }) => track), ...away], next: id };
}

function nearest(tracks: Iterable<Track>, face: FaceFinding, descriptor: Float32Array | undefined): Track | null {
  let best: Track | null = null;
  let most = SAME_PLACE;
  for (const track of tracks) {
    const overlap = boxOverlap(track.box, face.box);
    if (overlap < most) continue;
    const last = track.probes.at(-1);
    if (descriptor && last && descriptorDistance(descriptor, last) > SAME_FACE) continue;
    [best, most] = [track, overlap];
  }
  return best;
}
