/** A TIFF block as EXIF holds it: so many entries, the orientation last. Big-endian. */
export function exifBlock(orientation: number, { entries = 1, note = '' } = {}): Buffer {
  const head = Buffer.from('4d4d002a00000008', 'hex');
  const directory = Buffer.alloc(2 + entries * 12 + 4);
  directory.writeUInt16BE(entries, 0);
  for (let i = 0; i < entries; i++) {
    const isLast = i === entries - 1;
    const at = 2 + i * 12;
    // the others say "artist", a text that lies behind the directory
    directory.writeUInt16BE(isLast ? 0x0112 : 0x013b, at);
    directory.writeUInt16BE(isLast ? 3 : 2, at + 2);
    directory.writeUInt32BE(isLast ? 1 : note.length, at + 4);
    if (isLast) directory.writeUInt16BE(orientation, at + 8);
    else directory.writeUInt32BE(head.length + directory.length, at + 8);
  }
  return Buffer.concat([head, directory, Buffer.from(note)]);
}
