import { descriptorDistance } from '@invigil/biometrics';
import type { ImportResult } from '@invigil/shared';

/** Photos that one person is known by at most; more say little that is new. */
const MOST_PHOTOS = 5;
/** Descriptions this near come from the very same photo. */
const SAME_PHOTO = 0.02;
/** Photos taken years apart lie farther from each other than frames of one minute, but not farther than this. */
const SAME_PERSON = 0.6;
/** A face this near to somebody of another name is that person: stricter than the tolerance, since among many somebody is always near. */
const SAME_FACE = 0.45;

export type PlacedPhoto = { descriptors: Float32Array[] } | { result: Exclude<ImportResult, 'imported'>; message: string };

/**
 * Where a new photo goes: to the photos that its name is known by, or nowhere. Pure.
 * @param own photos of the person of that name, oldest first; empty for a new name
 * @param other the nearest person of another name, if there is one
 */
export function placePhoto(
  photo: Float32Array,
  name: string,
  own: readonly Float32Array[],
  other: { name: string | null; distance: number } | null,
): PlacedPhoto {
  const distances = own.map((one) => descriptorDistance(one, photo));
  if (distances.some((distance) => distance <= SAME_PHOTO))
    return { result: 'already_known', message: `This photo of ${name} was imported before. There is nothing to do.` };
  if (other && other.distance <= SAME_FACE)
    return {
      result: 'already_known',
      message: `This face is known already${other.name === null ? '' : `, as ${other.name}`}. If that is wrong, delete it there first.`,
    };
  if (own.length > 0 && Math.min(...distances) > SAME_PERSON)
    return {
      result: 'another_person',
      message: `This does not look like the ${name} who is known. If it is somebody else of the same name, add something to the file’s name, such as a second name.`,
    };
  if (own.length >= MOST_PHOTOS)
    return { result: 'enough_photos', message: `${name} is known by ${String(MOST_PHOTOS)} photos, which is enough.` };
  return { descriptors: [...own, photo] };
}
