import type { SampleScene } from '@invigil/biometrics/samples';

/** What a student's camera shows from some second of the sitting on. */
export interface Cue {
  readonly at: number;
  readonly scene: SampleScene;
}
export interface Role {
  readonly name: string;
  /** Who sits there: a person of the sample photos. */
  readonly person: number;
  /** Seconds from the start, in order; at the end it begins again. */
  readonly cues: readonly Cue[];
  /** Who stands before the camera at the check-in, where it is somebody else. */
  readonly checkInAs?: number;
  /** Seconds at which the network goes away and comes back. */
  readonly offline?: readonly [from: number, to: number];
}

/** A story lasts this long, in seconds, then begins again. */
export const STORY_SECONDS = 180;

const SOMEBODY_ELSE = { person: 1 };

/** Eight students: most of them honest, and one of each kind of trouble within the first minute. */
export const CAST: readonly Role[] = [
  {
    name: 'Ann Lee',
    person: 0,
    cues: [
      { at: 25, scene: 'impostor' },
      { at: 60, scene: { person: 0 } },
    ],
  },
  { name: 'Bo Aas', person: 2, cues: [] },
  {
    name: 'Cy Adler',
    person: 3,
    cues: [
      { at: 15, scene: 'empty' },
      { at: 50, scene: { person: 3 } },
    ],
  },
  {
    name: 'Di Moreau',
    person: 4,
    cues: [
      { at: 35, scene: 'several' },
      { at: 55, scene: { person: 4 } },
    ],
  },
  { name: 'Eli Novak', person: 5, cues: [], offline: [40, 70] },
  {
    name: 'Fay Okoro',
    person: 6,
    cues: [
      { at: 15, scene: { person: 6, onScreen: true } },
      { at: 80, scene: { person: 6 } },
    ],
  },
  {
    name: 'Gus Weber',
    person: 7,
    cues: [
      { at: 90, scene: 'empty' },
      { at: 100, scene: { person: 7 } },
    ],
  },
  { name: 'Hana Sato', person: 8, cues: [], checkInAs: SOMEBODY_ELSE.person },
];

/** The scene before the camera at some second of the story. */
export function sceneAt(role: Role, seconds: number): SampleScene {
  const now = seconds % STORY_SECONDS;
  return role.cues.findLast(({ at }) => at <= now)?.scene ?? { person: role.person };
}

/** Whether the network is away at some second of the story. */
export function offlineAt(role: Role, seconds: number): boolean {
  const now = seconds % STORY_SECONDS;
  return role.offline !== undefined && role.offline[0] <= now && now < role.offline[1];
}
