const HERE = 'http://here.invalid';

/** The page to go on to, from an address anyone may have made: only a path of this site, otherwise the home page. */
export function nextPath(asked: string | null): string {
  // the browser takes `//host` and `/\host` for another site
  if (!asked?.startsWith('/') || !URL.canParse(asked, HERE)) return '/';
  const url = new URL(asked, HERE);
  const path = `${url.pathname}${url.search}`;
  return url.origin === HERE && !path.startsWith('//') ? path : '/';
}
