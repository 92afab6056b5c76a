import { goto } from '$app/navigation';

/**
 * The one-time token of the address `/invite#token`. It moves to this tab's memory and out of the address bar,
 * so that it survives a reload and the way over the sign-in page but is not seen, shared or sent to the server by accident.
 * @param key names the page, such as `invite`
 */
export function takeToken(key: string): string {
  const name = `invigil.token.${key}`;
  const given = decodeURIComponent(location.hash.slice(1));
  if (given !== '') {
    sessionStorage.setItem(name, given);
    void goto(location.pathname + location.search, { shallow: true, replace: true });
  }
  return given || (sessionStorage.getItem(name) ?? '');
}

/** The token that another page has taken, empty where there is none. */
export const heldToken = (key: string): string => sessionStorage.getItem(`invigil.token.${key}`) ?? '';

/** Forgets the token once it has been used. */
export const dropToken = (key: string): void => sessionStorage.removeItem(`invigil.token.${key}`);
