import { describe, expect, it } from 'vitest';
import { afterRefusal } from './after-refusal.ts';

describe('a frame that was refused', () => {
  it('costs nothing where the next one may do better', () => {
    expect((['TOO_MANY', 'BAD_PICTURE'] as const).map(afterRefusal)).toEqual(['same', 'same']);
  });
  it('lets the page ask where the run stands, after a lost answer or a fault of the server', () => {
    expect((['STALE_NONCE', 'INTERNAL', 'OFFLINE', null] as const).map(afterRefusal)).toEqual(['ask', 'ask', 'ask', 'ask']);
  });
  it('ends the run where it is gone, or somebody else’s', () => {
    expect((['NOT_FOUND', 'UNAUTHENTICATED', 'FORBIDDEN'] as const).map(afterRefusal)).toEqual(['over', 'over', 'over']);
  });
});
