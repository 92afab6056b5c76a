/** A refused HTTP call, with the server's own sentence. */
class Refusal extends Error {}

/** The HTTP API as a program uses it: JSON and a Bearer token. */
export class ProgramClient {
  readonly token: string | null;
  readonly #url: string;

  constructor(url: string, token: string | null = null) {
    this.#url = url;
    this.token = token;
  }

  get = <T>(path: string): Promise<T> => this.send<T>('GET', path);
  post = <T>(path: string, body: unknown = {}): Promise<T> => this.send<T>('POST', path, body);
  patch = <T>(path: string, body: unknown): Promise<T> => this.send<T>('PATCH', path, body);

  /** The same server, signed in. */
  as(token: string): ProgramClient {
    return new ProgramClient(this.#url, token);
  }

  private async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { message?: string };
    if (!response.ok) throw new Refusal(`${method} ${path}: ${answer.message ?? String(response.status)}`);
    return answer as T;
  }
}
