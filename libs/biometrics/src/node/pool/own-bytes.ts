/**
 * Bytes whose buffer holds nothing else. A view that is sent to another thread takes its whole buffer along: a frame cut out of a socket's chunk would carry the chunk,
 * and whatever else lies in it.
 * @param bytes any view of bytes
 * @returns the same view where it fills its buffer, else a copy
 */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
