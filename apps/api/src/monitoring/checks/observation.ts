import type { Landmarks, ScreenLook } from '@invigil/biometrics';
import type { AttemptState, LivenessFault, Unable, Unscorable } from '@invigil/shared';

interface Look {
  /** Milliseconds on the server's clock. */
  at: number;
  faces: number;
  /** Distance of the subject's descriptor to the template; null when the face could not be scored or there is no template. */
  distance: number | null;
  unscorable: Unscorable | null;
}
/** What the page says it saw: a claim. */
export interface PageSample extends Look {
  type: 'sample';
  /** Direction of the head as ratios (see `HeadPose`), null where the page saw no face or did not say. */
  pose: { yaw: number; pitch: number } | null;
}
/** What the server itself saw on a frame. */
export interface ServerFrame extends Look {
  type: 'frame';
  frameId: string;
  /** SSD ran: only then is the number of faces reliable. */
  reliable: boolean;
  /** The server had asked for this frame at a moment of its choosing. */
  challenged: boolean;
  /** Distance between the page's descriptor and the server's of this very frame, null unless both could describe the face. */
  between: number | null;
  /** Its bytes are those of an earlier frame of the attempt, taken at another moment. */
  repeat: boolean;
  /** The look at it as a picture of a screen; null where none was taken. */
  screen: ScreenLook | null;
  /** The subject's points, which are not stored: absent without a face and for a frame that is played again after a restart. */
  landmarks?: Landmarks | null;
}
/** How the connection stands. */
export interface LinkState {
  type: 'link';
  at: number;
  /** When the page was last heard. */
  heardAt: number;
  /** Numbers that the page says it used and the server lacks, null when there are none. */
  missing: { from: number; to: number } | null;
}
/** How a frame that the server asked for and delivered to a connected page turned out; `unable`: the page said that it has none. */
export type ChallengeOutcome = { type: 'challenge'; at: number } & (
  { outcome: 'answered' | 'missed' } | { outcome: 'unable'; reason: Unable }
);
/** How head movements that the server asked for turned out, or a frame that shows how they began. */
export interface LivenessObservation {
  type: 'liveness';
  at: number;
  /** `void` counts for nothing. */
  outcome: 'passed' | 'failed' | 'void' | 'shown';
  reason: LivenessFault | null;
  frameId: string | null;
}
/** Another device joined the attempt. */
export interface DeviceJoined {
  type: 'device';
  at: number;
  /** How long the device before it had been silent. */
  silentMs: number;
}
/** Another content came under a number that was already used. */
export interface NumberConflict {
  type: 'conflict';
  at: number;
  seq: number;
}
/** Everything until then has been seen: what did not go on may end. Lies before now while frames wait for their analysis. */
export interface ClockTick {
  type: 'tick';
  at: number;
}
/** The attempt is no longer in progress: whatever is open ends, and nothing is carried over. */
export interface Stopped {
  type: 'stopped';
  at: number;
  state: AttemptState;
}

/** Everything a check may learn. Handed to every check, in the order in which the server came to know it. */
export type Observation =
  PageSample | ServerFrame | LinkState | ChallengeOutcome | LivenessObservation | DeviceJoined | NumberConflict | ClockTick | Stopped;
