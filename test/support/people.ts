import type { Role } from '@invigil/shared';
import { browserClient, programClient, type BrowserClient, type Client } from './http.js';
import type { TestApp } from './test-app.js';

export const PASSWORD = 'a long enough password';

/** Somebody with an account, signed in as a program (Bearer). */
export interface Someone extends Client {
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly refreshToken: string;
}

interface SignedInBody {
  tokens: { accessToken: string; refreshToken: string };
}

/** Uses the set-up link; everything else needs an administrator first. */
export async function setUpAdministrator(server: TestApp, email = 'admin@example.org'): Promise<Someone> {
  const body = { token: await server.setupToken(), email, password: PASSWORD, name: 'Ada Admin' };
  return someoneFrom(server, email, await programClient(server.url).post<SignedInBody>('/api/setup', body));
}

/** Signs somebody up; a role other than student is given by `administrator`. */
export async function signUp(server: TestApp, email: string, role: Role = 'student', administrator?: Client): Promise<Someone> {
  const body = { email, password: PASSWORD, name: email.split('@')[0] };
  const someone = await someoneFrom(server, email, await programClient(server.url).post<SignedInBody>('/auth/signup', body));
  if (role !== 'student') {
    const answer = await administrator?.patch(`/api/people/${someone.id}/role`, { role });
    if (answer?.status !== 200) throw new Error(`${email} did not become ${role}: ${JSON.stringify(answer?.body)}`);
  }
  return someone;
}

/** Signs in as a browser, with cookies. */
export async function browserOf(server: TestApp, email: string): Promise<BrowserClient> {
  const browser = browserClient(server.url);
  const answer = await browser.post('/auth/login', { email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${JSON.stringify(answer.body)}`);
  return browser;
}

async function someoneFrom(server: TestApp, email: string, answer: { status: number; body: SignedInBody }): Promise<Someone> {
  if (answer.status !== 201) throw new Error(`${email} got no account: ${JSON.stringify(answer.body)}`);
  const { accessToken: token, refreshToken } = answer.body.tokens;
  const client = programClient(server.url, token);
  const profile = await client.get<{ id: string }>('/auth/profile');
  return { ...client, id: profile.body.id, email, token, refreshToken };
}
