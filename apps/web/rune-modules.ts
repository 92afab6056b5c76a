import { compileModule } from 'svelte/compiler';
import type { Plugin } from 'vite';

/** Lets specs in Node run modules that have runes (`*.svelte.ts`), with the signals that the pages have. */
export const runeModules = (): Plugin => ({
  name: 'rune-modules',
  transform: {
    filter: { id: /\.svelte\.ts$/ },
    handler: (code, filename) => compileModule(code, { filename, generate: 'client' }).js,
  },
});
