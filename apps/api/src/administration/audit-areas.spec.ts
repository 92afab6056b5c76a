import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACTIONS_OF_AREA } from './audit-areas.js';

/** The first words of all actions that the server writes down, read from its sources: `'session.begun'`, `` `attempt.${what}` ``. */
function firstWordsInSources(): Set<string> {
  const folder = join(import.meta.dirname, '..');
  const sources = globSync('**/*.ts', { cwd: folder }).filter((path) => !path.endsWith('.spec.ts'));
  const texts = sources.map((path) => readFileSync(join(folder, path), 'utf8')).filter((text) => /audit|notes|action/i.test(text));
  const actions = texts.flatMap((text) => [...text.matchAll(/['`]([a-z]{2,}(?:_[a-z]+)*)\.(?:[a-z]+(?:_[a-z]+)*|\$\{\w+\})['`]/g)]);
  return new Set(actions.flatMap(([, word]) => word ?? []));
}

describe('areas of the audit log', () => {
  it('hold each action that the server writes, in one area, and none that it does not', () => {
    const grouped = Object.values(ACTIONS_OF_AREA).flat();
    expect(grouped.toSorted()).toEqual([...firstWordsInSources()].sort());
  });
});
