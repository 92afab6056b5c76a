/** The mean of several descriptors of one person, number by number. */
export function meanDescriptor(descriptors: readonly Float32Array[]): number[] {
  const length = descriptors[0]?.length ?? 0;
  return Array.from({ length }, (_, i) => descriptors.reduce((sum, descriptor) => sum + (descriptor[i] ?? 0), 0) / descriptors.length);
}
