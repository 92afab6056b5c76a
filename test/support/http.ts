/** What a call answered: the status, the parsed body (text when it is no JSON) and the headers. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface Client {
  get<T = unknown>(path: string): Promise<Answer<T>>;
  post<T = unknown>(path: string, body?: unknown): Promise<Answer<T>>;
  patch<T = unknown>(path: string, body?: unknown): Promise<Answer<T>>;
  put<T = unknown>(path: string, body?: unknown): Promise<Answer<T>>;
  delete<T = unknown>(path: string, body?: unknown): Promise<Answer<T>>;
}

async function answerOf<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, body: (json ? JSON.parse(text) : text) as T, headers: response.headers };
}

type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

const clientOf = (send: Send): Client => ({
  get: (path) => send('GET', path) as never,
  post: (path, body = {}) => send('POST', path, body) as never,
  patch: (path, body = {}) => send('PATCH', path, body) as never,
  put: (path, body = {}) => send('PUT', path, body) as never,
  delete: (path, body) => send('DELETE', path, body) as never,
});

const jsonBody = (body: unknown): RequestInit =>
  body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
const jsonHeader = (body: unknown): Record<string, string> => (body === undefined ? {} : { 'content-type': 'application/json' });

/** A program: no cookies, no origin, a Bearer token when it has one. */
export function programClient(url: string, token?: string): Client {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return clientOf(async (method, path, body) =>
    answerOf(
      await fetch(url + path, { method, headers: { ...authorization, ...jsonHeader(body) }, redirect: 'manual', ...jsonBody(body) }),
    ),
  );
}

export interface BrowserClient extends Client {
  /** Cookies by name, as the server last set them. */
  readonly cookies: Map<string, string>;
  /** The Cookie header a browser would send, also for a socket's handshake. */
  cookieHeader(): string;
}

/** As a browser: keeps cookies, says where it comes from. `origin` and `site` may be forged. */
export function browserClient(url: string, { origin = url, site = 'same-origin' } = {}): BrowserClient {
  const cookies = new Map<string, string>();
  const cookieHeader = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const client = clientOf(async (method, path, body) => {
    const headers = new Headers({ 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', ...jsonHeader(body) });
    if (method !== 'GET') headers.set('origin', origin);
    if (cookies.size > 0) headers.set('cookie', cookieHeader());
    const response = await fetch(url + path, { method, headers, redirect: 'manual', ...jsonBody(body) });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return answerOf(response);
  });
  return { ...client, cookies, cookieHeader };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const name = pair.slice(0, pair.indexOf('=')).trim();
  const value = pair.slice(pair.indexOf('=') + 1).trim();
  const gone = attributes.some(
    (text) =>
      /^\s*max-age=0\s*$/i.test(text) || (/^\s*expires=/i.test(text) && Date.parse(text.slice(text.indexOf('=') + 1)) <= Date.now()),
  );
  if (gone || value === '') cookies.delete(name);
  else cookies.set(name, value);
}
