import type { Box, Picture } from '../types.js';
import { sharp } from '../node/safe-sharp.js';
import type { FrameVariant } from './frame-variant.js';
import { randomFrom } from './random.js';
import type { SamplePerson } from './sample-people.js';
import { samplePhoto } from './sample-photo.js';

/** Height of the face as a share of the frame's, as it is before a laptop. */
const FACE_SHARE = 0.4;
/** How far the surroundings are blurred, as video calls do it: it takes the neighbours out of the picture. */
const BLUR = 22;

/** The part of the photo that becomes the frame; kept inside of the photo. */
function region(person: SamplePerson, photo: { width: number; height: number }, frame: { width: number; height: number }, variant: FrameVariant): Box {
  const scale = Math.min(person.face.height / FACE_SHARE / frame.height / variant.zoom, photo.height / frame.height, photo.width / frame.width);
  const width = Math.floor(frame.width * scale);
  const height = Math.floor(frame.height * scale);
  const x = person.face.x + person.face.width / 2 - width / 2 - variant.shiftX * scale;
  const y = person.face.y + person.face.height / 2 - height * 0.46 - variant.shiftY * scale;
  return { x: Math.round(Math.max(0, Math.min(photo.width - width, x))), y: Math.round(Math.max(0, Math.min(photo.height - height, y))), width, height };
}

/** How much of the sharp picture shows at a place: 1 on head and shoulders, 0 in the surroundings, soft between. `x`, `y` count from the middle of the face in heights of it. */
function sharpShare(x: number, y: number): number {
  const head = Math.hypot(x / 0.62, (y + 0.02) / 0.8);
  const shoulders = Math.hypot(x / 1.15, (y - 1.45) / 0.95);
  return Math.max(0, Math.min(1, (1.12 - Math.min(head, shoulders)) / 0.24));
}

/** A person of the demo photos alone before the camera, surroundings blurred, as pixels. The default size is that of a webcam's frame. */
export async function samplePortrait(person: SamplePerson, variant: FrameVariant, frame = { width: 640, height: 480 }): Promise<Picture> {
  const photo = sharp(await samplePhoto(person.photo));
  const { width = 0, height = 0 } = await photo.metadata();
  const part = region(person, { width, height }, frame, variant);
  const cut = photo.extract({ left: part.x, top: part.y, width: part.width, height: part.height }).resize(frame.width, frame.height, { fit: 'fill' });
  const clear = await cut.clone().raw().toBuffer();
  const blurred = await sharp(clear, { raw: { ...frame, channels: 3 } }).blur(BLUR).raw().toBuffer();
  const scale = frame.height / part.height;
  const face = person.face;
  const random = randomFrom(variant.seed + 17);
  const data = new Uint8Array(clear.length);
  for (let i = 0, pixel = 0; i < data.length; i += 3, pixel++) {
    const photoX = part.x + (pixel % frame.width) / scale;
    const photoY = part.y + Math.floor(pixel / frame.width) / scale;
    const share = sharpShare((photoX - face.x - face.width / 2) / face.height, (photoY - face.y - face.height / 2) / face.height);
    // the sum of three even numbers is near enough to a bell curve
    const noise = (random() + random() + random() - 1.5) * 2 * variant.noise;
    for (let c = i; c < i + 3; c++) {
      const mixed = (clear[c] ?? 0) * share + (blurred[c] ?? 0) * (1 - share);
      data[c] = Math.max(0, Math.min(255, mixed * variant.light + noise));
    }
  }
  return { data, ...frame };
}
