import type { Obstacle } from './look-at-frames.js';

/** What a student can do about it. Never a distance, never a score, never an accusation. */
export const OBSTACLE_WORDS = {
  no_face: "We can't see your face. Sit in front of the camera and look at it, then try again.",
  several: 'We see more than one face. Please make sure that you are alone in the picture, then try again.',
  cut_off: 'Your face is cut off at the edge. Move to the middle of the picture, then try again.',
  small: 'You are a little far away. Come closer to the camera, then try again.',
  pose: 'Look straight at the camera, with your head upright, then try again.',
  dark: 'It is too dark to see you well. Turn on a light in front of you, then try again.',
  blurred: 'The picture is blurred. Hold still, wipe the camera if need be, then try again.',
} as const satisfies Record<Obstacle, string>;

export const UNLIKE = 'Your pictures differ too much from each other. Sit still, look straight at the camera, then try again.';
export const ASK_A_PERSON = 'If it keeps failing, choose "Ask a person" and somebody will let you in without it.';
export const MATCHED = 'You are checked in. You can start the exam.';
export const WAITING = 'A person has been asked to look at your check-in. Please stay here; you will be let in, or told what to do.';
/** For staff, in the attempt's history. */
export const LIKE_A_SCREEN = 'the picture looked as if it came from a screen';
export const SHOWN_BY_SCREEN = `The picture looks as if it came from a screen. Sit before the camera yourself, turn monitors and bright screens behind you away, then try again. ${ASK_A_PERSON}`;
export const UNMATCHED =
  'We could not recognise you yet. Take off what covers your face, put a light in front of you and look straight at the camera, then try again.';
