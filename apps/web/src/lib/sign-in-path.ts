const OPEN = /^\/(?:login|signup|setup|reset)(?:[/?#]|$)/;

/**
 * The address of the sign-in page that leads back to `from`; null when `from` is itself about signing in.
 * Give it no fragment: a fragment may hold a token, and an address is seen by the server's log.
 */
export function signInPath(from: string): string | null {
  if (OPEN.test(from)) return null;
  return from === '/' ? '/login' : `/login?next=${encodeURIComponent(from)}`;
}

/** Where to go after signing in: the path asked for, but never another site. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/';
  try {
    const url = new URL(next, 'http://here.invalid');
    // `/.//host` becomes `//host` once it is resolved, and a browser takes that for another site
    const stays = url.origin === 'http://here.invalid' && !url.pathname.startsWith('//');
    return stays && !OPEN.test(url.pathname) ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
