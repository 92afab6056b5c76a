import { randomBytes } from 'node:crypto';
import type { FileAnswer, FileView, Role, UploadView } from '@invigil/shared';
import { LoginSession } from '../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../apps/api/src/auth/entities/user.entity.js';
import { body } from './exam-desk.js';
import { account, type Account } from './staffed-exam.js';
import type { TestApp } from './test-app.js';

/** Somebody whose address is confirmed and whose face was verified so many minutes ago. */
export async function fileOwner(
  server: TestApp,
  name: string,
  { role = 'student', minutes = 0 }: { role?: Role; minutes?: number } = {},
): Promise<Account & { email: string }> {
  const someone = await account(server, role, name);
  await verifyFace(server, someone, minutes);
  await server.dataSource.manager.update(User, someone.id, { verified: true });
  const { email } = await server.dataSource.manager.findOneByOrFail(User, { id: someone.id });
  return { ...someone, email };
}

export async function verifyFace({ dataSource }: TestApp, { sessionId }: Account, minutes = 0): Promise<void> {
  const now = Date.now();
  // an account that was written straight into the tables never gave its password
  await dataSource.manager.update(LoginSession, sessionId, {
    provedAt: new Date(now),
    faceVerifiedAt: new Date(now - minutes * 60_000),
  });
}

export const bearer = ({ token }: Account): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** The plain call: a form with one file. */
export function uploadForm(
  { url }: TestApp,
  owner: Account,
  content: Uint8Array<ArrayBuffer>,
  { name = 'essay.bin', type = 'application/octet-stream', field = 'file' } = {},
): Promise<Response> {
  const form = new FormData();
  form.append(field, new Blob([content], { type }), name);
  return fetch(`${url}/api/files/upload`, { method: 'POST', body: form, headers: bearer(owner) });
}

export async function upload(
  server: TestApp,
  owner: Account,
  content: Uint8Array<ArrayBuffer> = randomBytes(2000),
  name = 'essay.bin',
): Promise<FileView> {
  const response = await uploadForm(server, owner, content, { name });
  const answer = (await response.json()) as FileAnswer;
  if (response.status !== 201) throw new Error(`not uploaded: ${JSON.stringify(answer)}`);
  return answer.file;
}

export const download = ({ url }: TestApp, person: Account, id: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/api/files/download/${id}`, { headers: { ...bearer(person), ...headers } });

export const contentOf = async (response: Response | Promise<Response>): Promise<Buffer> =>
  Buffer.from(await (await response).arrayBuffer());

/** Sends one part of an upload. */
export const sendPart = ({ url }: TestApp, person: Account, id: string, n: number, part: Uint8Array<ArrayBuffer>): Promise<Response> =>
  fetch(`${url}/api/files/uploads/${id}/${String(n)}`, {
    method: 'PUT',
    body: part,
    headers: { ...bearer(person), 'content-type': 'application/octet-stream' },
  });

export const beginUpload = (person: Account, name: string, size: number): Promise<UploadView> =>
  body(person.post<UploadView>('/api/files/uploads', { name, size }));
