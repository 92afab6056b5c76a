import { v4 } from 'uuid';

/** What an object is for: pictures behind violations, frames that wait for their analysis, pieces of people's files, and pictures of the monitor's alerts. */
export const AREAS = ['evidence', 'spool', 'files', 'alerts'] as const;
export type Area = (typeof AREAS)[number];

const KEY = new RegExp(`^(?:${AREAS.join('|')})/[0-9a-f]{2}/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$`);

/** A new random key, such as `evidence/3f/3f2a…`. Nothing from a client ever becomes part of a key. */
export const objectKey = (area: Area): string => {
  const id = v4();
  return `${area}/${id.slice(0, 2)}/${id}`;
};

/** True for keys that `objectKey` makes; anything else never reaches the file system or the bucket. */
export const isObjectKey = (key: string): boolean => KEY.test(key);

/** @throws Error for anything but a key of `objectKey` */
export function requireObjectKey(key: string): string {
  if (!isObjectKey(key)) throw new Error('An object key is made by objectKey(), nothing else.');
  return key;
}
