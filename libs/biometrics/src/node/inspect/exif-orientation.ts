const ORIENTATION = 0x0112;
const SHORT = 3;
const BYTES_AN_ENTRY = 12;

/**
 * How the picture has to be turned (1 to 8, as EXIF counts), read from the TIFF block of an EXIF segment: the one thing that is taken from metadata.
 * Whatever is malformed counts as upright (1).
 */
export function exifOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  try {
    const order = view.getUint16(0);
    if (order !== 0x4949 && order !== 0x4d4d) return 1;
    const little = order === 0x4949;
    const directory = view.getUint32(4, little);
    const entries = view.getUint16(directory, little);
    for (let i = 0; i < entries; i++) {
      const at = directory + 2 + i * BYTES_AN_ENTRY;
      if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
      const orientation = view.getUint16(at + 8, little);
      return orientation >= 1 && orientation <= 8 ? orientation : 1;
    }
  } catch (error) {
    // a position outside of the block
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}
