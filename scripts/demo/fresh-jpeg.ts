/**
 * The same picture as other bytes: a comment behind the JPEG's first marker stands for the noise by which no two pictures of a real camera are alike.
 * Without it a simulated camera looks like one that plays the same picture again and again.
 */
export function freshJpeg(jpeg: Uint8Array): Uint8Array {
  const noise = crypto.getRandomValues(new Uint8Array(8));
  // the marker of a comment, and its length with the two bytes of the length itself
  return Uint8Array.from([...jpeg.subarray(0, 2), 0xff, 0xfe, 0, noise.length + 2, ...noise, ...jpeg.subarray(2)]);
}
