import { descriptorDistance, DESCRIPTOR_LENGTH } from './descriptor-distance.js';

/** Descriptors that make one template. */
export const TEMPLATE_FRAMES = { least: 3, most: 5 } as const;

export type TemplateResult =
  | { readonly template: Float32Array; readonly spread: number; readonly reason: null }
  | { readonly template: null; readonly spread: number; readonly reason: 'too_few' | 'too_many' | 'disagree' };

/**
 * Mean of 3 to 5 descriptors of one person, each from a frame that passed the gates.
 * They must agree: the widest distance between any two (`spread`) is at most `agreement`. Otherwise there is no template but a reason.
 * @throws RangeError when a descriptor is malformed.
 */
export function makeTemplate(descriptors: readonly Float32Array[], agreement = 0.5): TemplateResult {
  let spread = 0;
  descriptors.forEach((a, i) => {
    for (const b of descriptors.slice(i)) spread = Math.max(spread, descriptorDistance(a, b));
  });
  if (descriptors.length < TEMPLATE_FRAMES.least) return { template: null, spread, reason: 'too_few' };
  if (descriptors.length > TEMPLATE_FRAMES.most) return { template: null, spread, reason: 'too_many' };
  if (spread > agreement) return { template: null, spread, reason: 'disagree' };
  const template = Float32Array.from({ length: DESCRIPTOR_LENGTH }, (_, i) => {
    return descriptors.reduce((sum, descriptor) => sum + (descriptor[i] ?? NaN), 0) / descriptors.length;
  });
  return { template, spread, reason: null };
}
