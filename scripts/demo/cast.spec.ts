import { describe, expect, it } from 'vitest';
import { CAST, offlineAt, sceneAt, STORY_SECONDS } from './cast.js';

describe('the demo’s story', () => {
  it('gives every student another face and name', () => {
    expect(new Set(CAST.map(({ person }) => person)).size).toBe(CAST.length);
    expect(new Set(CAST.map(({ name }) => name)).size).toBe(CAST.length);
  });

  it('shows trouble of each kind within the first minute', () => {
    const seen = new Set(CAST.flatMap((role) => Array.from({ length: 60 }, (_, second) => JSON.stringify(sceneAt(role, second)))));
    expect([...seen]).toEqual(expect.arrayContaining(['"impostor"', '"empty"', '"several"', expect.stringContaining('onScreen')]));
    expect(CAST.some((role) => offlineAt(role, 45))).toBe(true);
  });

  it('begins again', () => {
    const [first] = CAST;
    if (!first) throw new Error('nobody');
    expect(sceneAt(first, 30)).toBe('impostor');
    expect(sceneAt(first, STORY_SECONDS + 30)).toBe('impostor');
    expect(sceneAt(first, 0)).toEqual({ person: 0 });
  });
});
