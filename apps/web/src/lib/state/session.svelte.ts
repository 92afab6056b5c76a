import type { LogIn, Profile, Role, SignedIn, SignUp } from '@invigil/shared';
import { getContext, setContext } from 'svelte';
import { api, ApiError } from '../api.ts';
import { TokenExpiry } from '../token-expiry.ts';

const KEY = Symbol('session');
/** The token is renewed this long before its end: more than the minute to which a hidden tab's timers are slowed down. */
const AHEAD_MS = 120_000;
const LEAST_MS = 15_000;
/** Whoever is signed out from another device notices after so long while the page is looked at, and at once on coming back to it. */
const ASK_AGAIN_MS = 300_000;

/** Who is signed in. One instance, made by the root layout. */
export class Session {
  #profile = $state<Profile | null>(null);
  #state = $state<'loading' | 'signed_in' | 'signed_out' | 'unreachable'>('loading');
  #timer: ReturnType<typeof setTimeout> | undefined;

  get state() {
    return this.#state;
  }
  get profile(): Profile | null {
    return this.#profile;
  }
  get role(): Role | null {
    return this.#profile?.role ?? null;
  }
  get isStaff(): boolean {
    return this.role !== null && this.role !== 'student';
  }
  /** The name, or the address of whoever gave none. */
  get name(): string {
    return this.#profile?.name ?? this.#profile?.email ?? '';
  }

  /** Asks the server who is signed in; also after something about the account changed. */
  async load(): Promise<void> {
    try {
      this.#set(await api.get<Profile>('/auth/profile', { redirect: false }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#set(null);
      else if (this.#state === 'loading' || this.#state === 'unreachable') this.#state = 'unreachable';
    }
  }

  async signIn(credentials: LogIn): Promise<void> {
    await api.post<SignedIn>('/auth/login', credentials, { session: false });
    await this.load();
  }

  async signUp(details: SignUp): Promise<void> {
    await api.post<SignedIn>('/auth/signup', details, { session: false });
    await this.load();
  }

  async signOut(): Promise<void> {
    await api.post('/auth/logout', undefined, { session: false });
    api.expiry.clear();
    this.#set(null);
  }

  /** Keeps the token fresh and follows what other tabs do. Returns the way to stop. */
  follow(): () => void {
    const gone = () => this.#set(null);
    const elsewhere = (event: StorageEvent) => {
      if (TokenExpiry.isAbout(event)) void this.load();
    };
    const back = () => {
      if (document.visibilityState !== 'visible' || !this.#profile) return;
      this.#schedule();
      void this.#ask();
    };
    const watch = setInterval(back, ASK_AGAIN_MS);
    addEventListener('invigil:signed-out', gone);
    addEventListener('storage', elsewhere);
    document.addEventListener('visibilitychange', back);
    addEventListener('focus', back);
    return () => {
      clearTimeout(this.#timer);
      clearInterval(watch);
      removeEventListener('focus', back);
      removeEventListener('invigil:signed-out', gone);
      removeEventListener('storage', elsewhere);
      document.removeEventListener('visibilitychange', back);
    };
  }

  /** Whether the session is still good; nothing on the page changes while it is. */
  async #ask(): Promise<void> {
    try {
      await api.get<Profile>('/auth/profile');
    } catch {
      // a session that is over has sent the page to sign in; out of reach, the next turn asks again
    }
  }

  #set(profile: Profile | null): void {
    this.#profile = profile;
    this.#state = profile ? 'signed_in' : 'signed_out';
    clearTimeout(this.#timer);
    if (profile) this.#schedule();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!api.expiry.isKnown()) return;
    this.#timer = setTimeout(() => void this.#renew(), Math.max(LEAST_MS, api.expiry.remaining() - AHEAD_MS));
  }

  async #renew(): Promise<void> {
    try {
      if (api.expiry.isNear(AHEAD_MS) && !(await api.refresh())) {
        this.#set(null);
        return;
      }
    } catch {
      // out of reach just now: the next turn tries again
    }
    this.#schedule();
  }
}

export const provideSession = (): Session => setContext(KEY, new Session());
export const useSession = (): Session => getContext<Session>(KEY);
