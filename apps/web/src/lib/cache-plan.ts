/** Paths whose answers are about a person or a moment: never kept. */
const LIVE = /^\/(?:api|auth|socket\.io|health|metrics)(?:\/|$)/;

/**
 * What the service worker does with a request. `page`: the network, else the shell. `file` and `model`: what is kept, else the network. Null: hands off.
 * @param origin the site's own
 */
export function cachePlan(url: URL, origin: string, method: string, navigates: boolean): 'page' | 'file' | 'model' | null {
  if (method !== 'GET' || url.origin !== origin || LIVE.test(url.pathname)) return null;
  if (url.pathname.startsWith('/models/')) return 'model';
  if (url.pathname.startsWith('/_app/immutable/')) return 'file';
  if (navigates) return 'page';
  return /\.(?:svg|png|ico|js|webmanifest)$/.test(url.pathname) && !url.pathname.endsWith('/service-worker.js') ? 'file' : null;
}
