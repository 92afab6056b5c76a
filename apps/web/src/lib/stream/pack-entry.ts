import type { Entry } from '@invigil/shared';

/** An entry before it has a number. */
export type NewEntry = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq'> : never) : never;

interface Head {
  entry: Record<string, unknown>;
  descriptor: number;
  jpeg: number;
}
const none = new Uint8Array(0);

/** Entry → bytes: length of the head (4 bytes, little-endian), the head as JSON, the descriptor, the JPEG. */
export function packEntry(entry: NewEntry): Uint8Array<ArrayBuffer> {
  const descriptor = 'claim' in entry ? (entry.claim.descriptor ?? none) : none;
  const jpeg = 'jpeg' in entry ? entry.jpeg : none;
  const plain: Record<string, unknown> = { ...entry };
  if ('claim' in entry) plain['claim'] = { ...entry.claim, descriptor: entry.claim.descriptor && true };
  delete plain['jpeg'];
  const head = new TextEncoder().encode(
    JSON.stringify({ entry: plain, descriptor: descriptor.byteLength, jpeg: jpeg.byteLength } satisfies Head),
  );
  const bytes = new Uint8Array(4 + head.byteLength + descriptor.byteLength + jpeg.byteLength);
  new DataView(bytes.buffer).setUint32(0, head.byteLength, true);
  bytes.set(head, 4);
  bytes.set(descriptor, 4 + head.byteLength);
  bytes.set(jpeg, 4 + head.byteLength + descriptor.byteLength);
  return bytes;
}

/** The way back from `packEntry`. */
export function unpackEntry(bytes: Uint8Array): NewEntry {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headLength))) as Head;
  const entry = head.entry;
  const from = 4 + headLength;
  const claim = entry['claim'] as { descriptor: unknown } | undefined;
  if (claim) claim.descriptor = claim.descriptor ? bytes.slice(from, from + head.descriptor) : null;
  if (entry['type'] === 'frame') entry['jpeg'] = bytes.slice(from + head.descriptor, from + head.descriptor + head.jpeg);
  return entry as unknown as NewEntry;
}
