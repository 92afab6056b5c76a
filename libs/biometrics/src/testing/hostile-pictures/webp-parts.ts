export function riffChunk(name: string, data: Uint8Array): Buffer {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length & 1)]);
}

export function webpOf(...chunks: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks]);
  return riffChunk('RIFF', body);
}

/** The chunk that announces what else there is: alpha 10, EXIF 08, XMP 04, animation 02. */
export function canvasChunk(flags: number, width: number, height: number): Buffer {
  const data = Buffer.alloc(10);
  data.writeUInt32LE(flags, 0);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return riffChunk('VP8X', data);
}

/** The chunks behind `WEBP`. */
export const chunksOf = (webp: Uint8Array): Uint8Array => webp.subarray(12);
