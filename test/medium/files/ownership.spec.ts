import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage, FileAnswer, FileList, FileView, WireError } from '@invigil/shared';
import { v7 } from 'uuid';
import { AuditEntry } from '../../../apps/api/src/audit/audit-entry.entity.js';
import { LoginSession } from '../../../apps/api/src/auth/entities/login-session.entity.js';
import { User } from '../../../apps/api/src/auth/entities/user.entity.js';
import { MailRow } from '../../../apps/api/src/mail/mail.entity.js';
import { body } from '../../support/exam-desk.js';
import { beginUpload, contentOf, download, fileOwner, sendPart, upload, uploadForm, verifyFace } from '../../support/file-area.js';
import { programClient } from '../../support/http.js';
import { browserOf, PASSWORD, signUp } from '../../support/people.js';
import { SoftAuthenticator, type Asked } from '../../support/soft-authenticator.js';
import { account, type Account } from '../../support/staffed-exam.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

type Who = Account & { email: string };

describe('who may open, change and delete a file', () => {
  let server: TestApp;
  let owner: Who, named: Who, other: Who, administrator: Who, late: Who;
  let unverified: Account;
  let file: FileView;
  const content = randomBytes(3000);
  const nobody = '00000000-0000-4000-8000-000000000000';
  const secret = 'geheime Notizen.bin';

  beforeAll(async () => {
    server = await startTestApp();
    [owner, named, other, administrator, late] = await Promise.all([
      fileOwner(server, 'owner'),
      fileOwner(server, 'named'),
      fileOwner(server, 'other', { role: 'instructor' }),
      fileOwner(server, 'administrator', { role: 'administrator' }),
      fileOwner(server, 'late', { minutes: 15 }),
    ]);
    unverified = await account(server, 'student');
    await server.dataSource.manager.update(LoginSession, unverified.sessionId, { provedAt: new Date() });
    file = await upload(server, owner, content, secret);
  });
  afterAll(() => server.close());

  const share = (emails: string[], id = file.id) => owner.put<FileAnswer>(`/api/files/${id}/people`, { emails });
  const publish = (isPublic: boolean) => owner.patch<FileAnswer>(`/api/files/${file.id}`, { isPublic });
  const seen = async (person: Account, query = '') => (await body(person.get<FileList>(`/api/files/list${query}`))).files;

  const calls: [string, (person: Account, id: string) => Promise<{ status: number }>][] = [
    ['GET download', (person, id) => download(server, person, id)],
    ['PATCH', (person, id) => person.patch(`/api/files/${id}`, { name: 'taken over' })],
    ['PUT people', (person, id) => person.put(`/api/files/${id}/people`, { emails: [other.email] })],
    ['DELETE', (person, id) => person.delete(`/api/files/${id}`)],
  ];

  it.each(calls)('%s of a private file: 403 to everybody else, 404 for none, and never its name', async (_, call) => {
    for (const person of [named, other, administrator]) {
      const answer = await call(person, file.id);
      expect(answer.status).toBe(403);
      const text = answer instanceof Response ? await answer.text() : JSON.stringify(answer);
      expect(text).toContain('Access denied');
      expect(text).not.toContain('geheim');
      for (const id of [nobody, 'x', '%2e%2e%2fetc']) expect((await call(person, id)).status).toBe(404);
    }
    const own = programClient(server.url);
    expect((await call({ ...own, id: '', sessionId: '', token: 'none' }, file.id)).status).toBe(401);
  });

  it.each<[string, (person: Account) => Promise<{ status: number; json?: unknown; body?: unknown }>]>([
    ['list', (person) => person.get('/api/files/list')],
    ['upload', (person) => uploadForm(server, person, randomBytes(10))],
    ['download', (person) => download(server, person, file.id)],
    ['change', (person) => person.patch(`/api/files/${file.id}`, { isPublic: true })],
    ['share', (person) => person.put(`/api/files/${file.id}/people`, { emails: [] })],
    ['delete', (person) => person.delete(`/api/files/${file.id}`)],
    ['begin an upload', (person) => person.post('/api/files/uploads', { name: 'a', size: 1 })],
    ['list uploads', (person) => person.get('/api/files/uploads')],
  ])('%s needs a face verified within 15 minutes or a passkey, and more than a face', async (_, call) => {
    const asks = async (person: Account) => {
      const answer = await call(person);
      const { error } = (answer instanceof Response ? await answer.json() : answer.body) as { error: WireError };
      // the sentence is for people, the call for programs
      expect(error.message).not.toMatch(/POST|\//);
      return [error.code, error.next];
    };
    expect(await asks(unverified)).toEqual(['FACE_CHECK_REQUIRED', 'POST /api/verify-face']);
    expect(await asks(late)).toEqual(['FACE_CHECK_REQUIRED', 'POST /api/verify-face']);
    const byFace = await account(server, 'student');
    await verifyFace(server, byFace);
    await server.dataSource.manager.update(LoginSession, byFace.sessionId, { method: 'face', provedAt: null });
    expect(await asks(byFace)).toEqual(['PROOF_REQUIRED', 'POST /auth/prove']);
  });

  it('opens to a passkey without a face, and says until when a face has opened it', async () => {
    const person = await account(server, 'student');
    await server.dataSource.manager.update(LoginSession, person.sessionId, { method: 'passkey', provedAt: new Date() });
    expect((await body(person.get<FileList>('/api/files/list'))).openUntil).toBeNull();
    const until = Date.parse((await body(owner.get<FileList>('/api/files/list'))).openUntil ?? '');
    expect(until).toBeGreaterThan(Date.now());
    expect(until).toBeLessThanOrEqual(Date.now() + 15 * 60_000);
  });

  it('opens to a passkey that is given later, in that session and for 15 minutes', async () => {
    const person = await signUp(server, 'declines@example.org');
    const elsewhere = await browserOf(server, person.email);
    const passkey = new SoftAuthenticator(server.url);
    const ask = (path: string) => body(person.post<Asked>(path));
    await body(person.post('/auth/passkeys', { name: 'key', passkey: passkey.create(await ask('/auth/passkeys/options')) }));
    expect((await person.get('/api/files/list')).status, 'to have one is not to give it').toBe(403);
    await body(person.post('/auth/prove', { password: PASSWORD }));
    expect((await person.get('/api/files/list')).status, 'a password does not do').toBe(403);
    await body(person.post('/auth/prove', { passkey: passkey.get(await ask('/auth/prove/passkey/options')) }));
    const until = Date.parse((await body(person.get<FileList>('/api/files/list'))).openUntil ?? '');
    expect(until).toBeGreaterThan(Date.now());
    expect(until).toBeLessThanOrEqual(Date.now() + 15 * 60_000);
    expect((await elsewhere.get('/api/files/list')).status).toBe(403);
    const { dataSource } = server;
    await dataSource.manager.update(LoginSession, { userId: person.id }, { passkeyAt: new Date(Date.now() - 15 * 60_000) });
    expect((await person.get('/api/files/list')).status).toBe(403);
  });

  it('opens to the people named, and no longer once they are taken off', async () => {
    expect(await seen(named)).toEqual([]);
    const shared = await body(share([named.email.toUpperCase(), owner.email]));
    expect(shared).toMatchObject({ status: 'success', file: { people: [named.email], isPublic: false, access: 'owner' } });
    expect(await contentOf(download(server, named, file.id))).toEqual(content);
    expect(await seen(named)).toMatchObject([{ id: file.id, name: secret, access: 'person', owner: 'owner', people: [], exams: 0 }]);
    expect((await download(server, other, file.id)).status).toBe(403);
    for (const [, call] of calls.slice(1)) expect((await call(named, file.id)).status).toBe(403);
    await share([]);
    expect((await download(server, named, file.id)).status).toBe(403);
    expect(await seen(named)).toEqual([]);
  });

  it('opens to everybody who is signed in once it is public, and lists it only where public files are asked for', async () => {
    expect((await body(publish(true))).file.isPublic).toBe(true);
    for (const person of [named, other, administrator]) expect(await contentOf(download(server, person, file.id))).toEqual(content);
    for (const [, call] of calls.slice(1)) expect((await call(other, file.id)).status).toBe(403);
    expect(await seen(other)).toEqual([]);
    expect(await seen(other, '?scope=public')).toMatchObject([{ id: file.id, access: 'public', owner: 'owner' }]);
    expect((await download(server, unverified, file.id)).status).toBe(403);
    expect((await fetch(`${server.url}/api/files/download/${file.id}`)).status).toBe(401);
    await publish(false);
    expect((await download(server, other, file.id)).status).toBe(403);
  });

  it('answers the same whether or not an address has an account, and whether or not its owner wants files', async () => {
    const shy = await fileOwner(server, 'shy');
    await server.dataSource.manager.update(User, shy.id, { privacy: { sharedWith: false } });
    const unconfirmed = await account(server, 'student', 'unconfirmed');
    await verifyFace(server, unconfirmed);
    const { email } = await server.dataSource.manager.findOneByOrFail(User, { id: unconfirmed.id });
    const answers = [];
    for (const address of [named.email, shy.email, email, `nobody-${v7()}@example.org`]) {
      const { status, body: answer } = await share([address]);
      answers.push(JSON.stringify({ status, answer }).replaceAll(address, 'ADDRESS'));
    }
    expect(new Set(answers).size).toBe(1);
    await share([shy.email, email]);
    for (const person of [shy, unconfirmed]) {
      expect((await download(server, person, file.id)).status).toBe(403);
      expect(await seen(person)).toEqual([]);
    }
    const mails = await server.dataSource.manager.findBy(MailRow, { kind: 'file-shared' });
    expect(mails.map(({ recipient }) => recipient)).not.toContain(shy.email);
    expect(mails.map(({ recipient }) => recipient)).not.toContain(email);
    expect(mails.filter(({ recipient }) => recipient === named.email).length).toBeGreaterThan(0);
    await share([]);
  });

  it('tells by mail only whoever is new, in the same transaction', async () => {
    const count = () => server.dataSource.manager.countBy(MailRow, { kind: 'file-shared', recipient: other.email });
    const before = await count();
    await share([other.email]);
    await share([other.email, named.email]);
    expect(await count()).toBe(before + 1);
    expect((await share(['not an address'])).status).toBe(400);
    expect((await body(owner.get<FileList>('/api/files/list'))).files[0]?.people).toEqual([named.email, other.email].sort());
    await share([]);
  });

  it('renames in any script and searches without case or accent, wildcards being plain characters', async () => {
    const empty = await owner.patch(`/api/files/${file.id}`, {});
    expect(empty.status).toBe(400);
    expect((await owner.patch(`/api/files/${file.id}`, { name: 'x', ownerId: other.id })).status).toBe(400);
    await body(owner.patch(`/api/files/${file.id}`, { name: '../../試験 École\u202Efdp.exe' }));
    const find = async (q: string) => (await seen(owner, `?q=${encodeURIComponent(q)}`)).map(({ name }) => name);
    for (const q of ['試験', 'ÉCOLE', 'ecole', 'fdp']) expect(await find(q), q).toEqual(['試験 Écolefdp.exe']);
    for (const q of ['%', '_', 'nothing', '\0zz']) expect(await find(q), q).toEqual([]);
    const header = (await download(server, owner, file.id)).headers.get('content-disposition');
    expect(header).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''%E8%A9%A6%E9%A8%93/);
  });

  it('pages without gap or repeat, and takes no cursor but its own', async () => {
    const many = await fileOwner(server, 'many');
    const rows = Array.from({ length: 205 }, (_, i) => i);
    const first = await upload(server, many);
    await server.dataSource.query(
      `INSERT INTO files (id, owner_id, state, name, folded, size, key_sealed, ready_at)
       SELECT gen_random_uuid(), owner_id, state, name, folded, 0, key_sealed, ready_at - (i / 7) * interval '1 second'
       FROM files, unnest($2::int[]) AS i WHERE id = $1`,
      [first.id, rows],
    );
    const ids: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page: FileList = await body(many.get<FileList>(`/api/files/list${next && `?after=${next}`}`));
      ids.push(...page.files.map(({ id }) => id));
      next = page.next;
    }
    expect(ids).toHaveLength(206);
    expect(new Set(ids).size).toBe(206);
    expect((await many.get(`/api/files/list?after=1_x`)).status).toBe(400);
  });

  it('keeps uploads to the person who began them', async () => {
    const { id } = await beginUpload(owner, 'mine.bin', 10);
    for (const person of [named, other, administrator]) {
      expect((await sendPart(server, person, id, 0, randomBytes(10))).status).toBe(404);
      expect((await person.get(`/api/files/uploads/${id}`)).status).toBe(404);
      expect((await person.post(`/api/files/uploads/${id}/finish`)).status).toBe(404);
      expect((await person.delete(`/api/files/uploads/${id}`)).status).toBe(404);
      expect(await body(person.get('/api/files/uploads'))).toEqual([]);
    }
    // what is not there yet cannot be opened, not even by its owner
    expect((await download(server, owner, id)).status).toBe(404);
    expect((await owner.delete(`/api/files/uploads/${id}`)).status).toBe(204);
  });

  it('deletes for the owner alone, and then the file is gone for everybody', async () => {
    await share([named.email]);
    expect(await body(owner.delete<FileAnswer>(`/api/files/${file.id}`))).toMatchObject({ status: 'success', file: { id: file.id } });
    for (const person of [owner, named, other]) expect((await download(server, person, file.id)).status).toBe(404);
    expect(await seen(named)).toEqual([]);
  });

  it('writes down who did what to which file', async () => {
    const entries = await server.dataSource.manager.findBy(AuditEntry, { subjectType: 'file', subjectId: file.id });
    const done = (actor: Account) => entries.filter(({ actorId }) => actorId === actor.id).map(({ action }) => action);
    expect(new Set(done(owner))).toEqual(new Set(['file.uploaded', 'file.shared', 'file.renamed', 'file.downloaded', 'file.deleted']));
    expect(new Set(done(named))).toEqual(new Set(['file.downloaded']));
    expect(JSON.stringify(entries)).not.toContain('geheim');
    const page = await body(administrator.get<AuditPage>('/api/audit?limit=200'));
    expect(page.entries.some(({ action }) => action === 'file.deleted')).toBe(true);
  });
});
