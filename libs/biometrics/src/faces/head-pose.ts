import { centreOf } from './landmarks.js';
import type { HeadPose, Landmarks } from '../types.js';

/**
 * Direction of the head from its 68 landmarks; see `HeadPose` for the units. Independent of scale, place and roll of the face.
 * @throws RangeError when there are not 68 points or the eyes fall together.
 */
export function headPose(landmarks: Landmarks): HeadPose {
  const left = centreOf(landmarks, 36, 42);
  const right = centreOf(landmarks, 42, 48);
  const nose = centreOf(landmarks, 30, 31);
  const mouth = centreOf(landmarks, 48, 68);
  const eyes = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2 };
  const apart = Math.hypot(right.x - left.x, right.y - left.y);
  if (!(apart > 0)) throw new RangeError('The eyes fall together; these landmarks show no face.');
  const along = { x: (right.x - left.x) / apart, y: (right.y - left.y) / apart };
  const across = (x: number, y: number) => x * along.x + y * along.y;
  const down = (x: number, y: number) => y * along.x - x * along.y;
  return {
    yaw: across(nose.x - eyes.x, nose.y - eyes.y) / apart,
    pitch: down(nose.x - eyes.x, nose.y - eyes.y) / down(mouth.x - eyes.x, mouth.y - eyes.y),
    roll: Math.atan2(along.y, along.x),
  };
}
