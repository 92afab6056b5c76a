import { api } from '../api.ts';
import type { Refreshed } from './keep-connected.ts';

/** Renews the login session for a socket that was turned away; shares the refresh of all tabs. */
export async function renewSession(): Promise<Refreshed> {
  try {
    return (await api.refresh()) ? 'ok' : 'signed_out';
  } catch {
    return 'unreachable';
  }
}
