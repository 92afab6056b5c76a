import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { self } from '$app/service-worker';
import { cachePlan } from '../lib/cache-plan.ts';

const FILES = `files-${version}`;
/** The weights change with their names' hashes in the manifest; they are large, so they outlive a new version of the page. */
const MODELS = 'models';
const SHELL = '/';

self.addEventListener('install', (event) => {
  const paths = [...immutable, ...assets].map(({ path }) => path);
  event.waitUntil(caches.open(FILES).then((cache) => cache.addAll([SHELL, ...paths])));
});

self.addEventListener('activate', (event) => {
  const old = async () => {
    for (const name of await caches.keys()) if (name !== FILES && name !== MODELS) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(old());
});

self.addEventListener('message', (event) => {
  const { type, urls } = event.data as { type?: unknown; urls?: unknown };
  if (type === 'keep' && Array.isArray(urls)) event.waitUntil(keep(urls.map(String)));
});

self.addEventListener('fetch', (event) => {
  const plan = planOf(event.request.url, event.request.method, event.request.mode === 'navigate');
  if (plan === 'page') event.respondWith(page(event.request));
  if (plan === 'file') event.respondWith(kept(event.request, FILES));
  if (plan === 'model') event.respondWith(kept(event.request, MODELS));
});

const planOf = (address: string, method: string, navigates: boolean) =>
  cachePlan(new URL(address), self.location.origin, method, navigates);

/** From the network while there is one: a new version shows at once. Without, the shell, which draws every page. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match(SHELL);
    if (shell) return shell;
    throw error;
  }
}

async function kept(request: Request, name: string): Promise<Response> {
  const cache = await caches.open(name);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

/** What a page loaded before this worker was there. */
async function keep(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const plan = planOf(url, 'GET', false);
    if (plan === 'file' || plan === 'model') await kept(new Request(url), plan === 'file' ? FILES : MODELS).catch(() => undefined);
  }
}
