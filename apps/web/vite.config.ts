import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defaultClientConditions, defaultServerConditions, defineConfig } from 'vite';

/** Pages and API have one origin; in development Vite hands the API's paths on to it. */
const api = process.env.INVIGIL_API ?? 'http://127.0.0.1:3000';
/** Workspace packages are read from their sources, so that nothing has to be built first. */
const source = '@invigil/source';

export default defineConfig({
  plugins: [tailwindcss(), sveltekit({ adapter: adapter({ fallback: '200.html' }), compilerOptions: { runes: true } })],
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
  worker: { format: 'es' },
  build: { target: 'es2023' },
  server: {
    proxy: Object.fromEntries(
      ['/api', '/auth', '/models', '/health', '/socket.io'].map((path) => [path, { target: api, ws: path === '/socket.io' }]),
    ),
  },
});
