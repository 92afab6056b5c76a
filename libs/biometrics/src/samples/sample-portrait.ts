import type { Box, Picture } from '../types.js';
import { sharp } from '../node/safe-sharp.js';
import type { FrameVariant } from './frame-variant.js';
import { randomFrom } from './random.js';
import type { SamplePerson } from './sample-people.js';
import { samplePhoto } from './sample-photo.js';

/** Height of the face as a share of the frame's, as it is before a laptop. */
const FACE_SHARE = 0.4;
/** How far the surroundings are blurred, as video calls do it: it takes the neighbours out of the picture. */
const BLUR = 28;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the photo that becomes the frame, in pixels of the photo; it may reach beyond the photo. */
function region({ face }: SamplePerson, frame: Size, variant: FrameVariant): Box {
  const scale = face.height / FACE_SHARE / frame.height / variant.zoom;
  return {
    x: face.x + face.width / 2 - (frame.width / 2 + variant.shiftX) * scale,
    y: face.y + face.height / 2 - (0.46 * frame.height + variant.shiftY) * scale,
    width: frame.width * scale,
    height: frame.height * scale,
  };
}

/** The part scaled to the frame, as pixels; beyond the photo's border it is mirrored. */
async function cutOut(photo: Uint8Array, part: Box, frame: Size): Promise<Uint8Array> {
  const { width, height } = await sharp(photo).metadata();
  const scale = frame.height / part.height;
  const left = Math.max(0, Math.round(part.x));
  const top = Math.max(0, Math.round(part.y));
  const right = Math.min(width, Math.round(part.x + part.width));
  const bottom = Math.min(height, Math.round(part.y + part.height));
  const inner = {
    width: Math.min(frame.width, Math.round((right - left) * scale)),
    height: Math.min(frame.height, Math.round((bottom - top) * scale)),
  };
  const border = { left: part.x < 0 ? frame.width - inner.width : 0, top: part.y < 0 ? frame.height - inner.height : 0 };
  return sharp(photo)
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize(inner.width, inner.height, { fit: 'fill' })
    .extend({
      ...border,
      right: frame.width - inner.width - border.left,
      bottom: frame.height - inner.height - border.top,
      extendWith: 'mirror',
    })
    .raw()
    .toBuffer();
}

/** How much of the sharp picture shows at a place: 1 on head and shoulders, 0 in the surroundings, soft between. `x`, `y` count from the middle of the face in heights of it. */
function sharpShare(x: number, y: number): number {
  const head = Math.hypot(x / 0.62, (y + 0.02) / 0.8);
  const shoulders = Math.hypot(x / 1.15, (y - 1.45) / 0.95);
  return Math.max(0, Math.min(1, (1.12 - Math.min(head, shoulders)) / 0.24));
}

/** A person of the demo photos alone before the camera, surroundings blurred, as pixels. The default size is that of a webcam's frame. */
export async function samplePortrait(
  person: SamplePerson,
  variant: FrameVariant,
  frame: Size = { width: 640, height: 480 },
): Promise<Picture> {
  const part = region(person, frame, variant);
  const clear = await cutOut(await samplePhoto(person.photo), part, frame);
  const blurred = await sharp(clear, { raw: { ...frame, channels: 3 } })
    .blur(BLUR)
    .raw()
    .toBuffer();
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
