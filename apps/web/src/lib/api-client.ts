import type { WireError } from '@invigil/shared';
import { ApiError } from './api-error.ts';
import { TokenExpiry } from './token-expiry.ts';

export interface ApiParts {
  fetch: typeof fetch;
  /** Shared by all tabs of the browser; holds no secret, only when the access token expires. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Runs `task` while no other tab runs one. */
  alone: <T>(task: () => Promise<T>) => Promise<T>;
  now: () => number;
  /** The session is over, and no refresh brings it back. */
  onSignedOut: () => void;
}
export interface CallOptions {
  signal?: AbortSignal;
  /** False for calls about signing in itself: no refresh before or after, and a 401 is an answer like any other. */
  session?: boolean;
  /** False to get the 401 as an error instead of the way to the sign-in page. */
  redirect?: boolean;
}

const OFFLINE = "The server can't be reached. Check your connection and try again";
/** A token this close to its end is refreshed before it is used. */
const MARGIN_MS = 30_000;

/**
 * Calls the server's HTTP API with the session's cookies and keeps the access token fresh: one refresh at a time, also across tabs.
 * Every method throws ApiError, whose message can be shown as it is.
 */
export class ApiClient {
  readonly expiry: TokenExpiry;
  #refreshing: Promise<boolean> | null = null;

  constructor(private readonly parts: ApiParts) {
    this.expiry = new TokenExpiry(parts.storage, parts.now);
  }

  get = <T>(path: string, options?: CallOptions): Promise<T> => this.#call<T>('GET', path, undefined, options);
  post = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => this.#call<T>('POST', path, body, options);
  put = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => this.#call<T>('PUT', path, body, options);
  patch = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => this.#call<T>('PATCH', path, body, options);
  delete = <T>(path: string, body?: unknown, options?: CallOptions): Promise<T> => this.#call<T>('DELETE', path, body, options);
  /** A picture or a file. */
  blob = async (path: string, options?: CallOptions): Promise<Blob> => (await this.#answer('GET', path, undefined, options)).blob();

  /**
   * Gets a new access token. Calls that come while one is under way share it, and a tab that waited for another's uses that one's.
   * @returns false when the session is over
   * @throws ApiError when the server can't be reached or fails: the session may still be good
   */
  refresh(): Promise<boolean> {
    const before = this.expiry.stamp();
    this.#refreshing ??= this.parts
      .alone(async () => (this.expiry.stamp() !== before && !this.expiry.isNear(MARGIN_MS) ? true : this.#refreshNow()))
      .finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refreshNow(): Promise<boolean> {
    const response = await this.#send('POST', '/auth/refresh');
    if (response.ok) {
      await this.#read<unknown>(response);
      return true;
    }
    if (response.status !== 401 && response.status !== 403) throw await asError(response);
    this.expiry.clear();
    return false;
  }

  async #call<T>(method: string, path: string, body: unknown, options?: CallOptions): Promise<T> {
    return this.#read<T>(await this.#answer(method, path, body, options));
  }

  async #answer(method: string, path: string, body: unknown, options: CallOptions = {}): Promise<Response> {
    const session = options.session ?? true;
    if (session && this.expiry.isKnown() && this.expiry.isNear(MARGIN_MS)) await this.refresh();
    let response = await this.#send(method, path, body, options.signal);
    if (response.status === 401 && session && (await this.refresh())) response = await this.#send(method, path, body, options.signal);
    if (response.ok) return response;
    if (response.status === 401 && session && options.redirect !== false) this.parts.onSignedOut();
    throw await asError(response);
  }

  async #send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (body !== undefined) headers['content-type'] = 'application/json';
    try {
      return await this.parts.fetch(path, {
        method,
        headers,
        credentials: 'same-origin',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError('OFFLINE', `${OFFLINE}${body === undefined ? '.' : '; what you typed is still here.'}`, 0);
    }
  }

  async #read<T>(response: Response): Promise<T> {
    const text = await response.text();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    this.expiry.learn(body, response.headers.get('date'));
    return body as T;
  }
}

async function asError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as { message?: string; error?: Partial<WireError> } | null;
  const { code: named, message: said, ...extra } = body?.error ?? {};
  const code = named ?? (response.status === 401 ? 'UNAUTHENTICATED' : 'INTERNAL');
  const message = said ?? body?.message ?? `The server answered with an error (${response.status}). Try again in a moment.`;
  return new ApiError(code, message, response.status, extra);
}
