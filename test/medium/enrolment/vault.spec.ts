import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VaultService, type Purpose } from '../../../apps/api/src/enrolment/vault.service.js';
import { KeyService } from '../../../apps/api/src/keys/key.service.js';
import { setUpAdministrator, signUp } from '../../support/people.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';

const secret = Buffer.from('the numbers of a face');

describe('the vault', () => {
  let server: TestApp;
  let vault: VaultService;
  let ann: string;
  let bob: string;
  beforeAll(async () => {
    server = await startTestApp();
    await setUpAdministrator(server);
    ann = (await signUp(server, 'ann@example.org')).id;
    bob = (await signUp(server, 'bob@example.org')).id;
    vault = server.app.get(VaultService);
  });
  afterAll(() => server.close());

  /** Another process: nothing cached. */
  const elsewhere = () => new VaultService(server.dataSource, server.app.get(KeyService));

  it('opens what it sealed, in this process and another', async () => {
    const sealed = await vault.seal(ann, 'evidence', secret, 'a');
    expect(sealed.includes(secret)).toBe(false);
    expect(await vault.open(ann, 'evidence', sealed, 'a')).toEqual(secret);
    expect(await elsewhere().open(ann, 'evidence', sealed, 'a')).toEqual(secret);
    expect((await vault.seal(ann, 'evidence', secret, 'a')).equals(sealed)).toBe(false);
  });

  it.each<[string, () => [string, Purpose, string]]>([
    ['person', () => [bob, 'evidence', 'a']],
    ['purpose', () => [ann, 'spool', 'a']],
    ['context', () => [ann, 'evidence', 'b']],
  ])('does not open it for another %s', async (_, other) => {
    const sealed = await vault.seal(ann, 'evidence', secret, 'a');
    const [userId, purpose, context] = other();
    await vault.seal(userId, purpose, secret, context);
    await expect(vault.open(userId, purpose, sealed, context)).rejects.toThrow();
  });

  it('does not open it for another person even under the same key', async () => {
    const sealed = await vault.seal(ann, 'display', secret, 'a');
    await vault.seal(bob, 'display', secret, 'a');
    // A row swapped by whoever can write to the database: the wrapped key is bound to its person too.
    await server.dataSource.query(
      `UPDATE data_keys SET wrapped = (SELECT wrapped FROM data_keys WHERE user_id = $1 AND purpose = 'display') WHERE user_id = $2 AND purpose = 'display'`,
      [ann, bob],
    );
    await expect(elsewhere().open(bob, 'display', sealed, 'a')).rejects.toThrow();
  });

  it('notices any changed, missing or added byte', async () => {
    const sealed = await vault.seal(ann, 'evidence', secret, 'a');
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      await expect(vault.open(ann, 'evidence', changed, 'a')).rejects.toThrow();
    }
    for (const length of [0, 1, 13, 17, 29, sealed.length - 1])
      await expect(vault.open(ann, 'evidence', sealed.subarray(0, length), 'a')).rejects.toThrow();
    await expect(vault.open(ann, 'evidence', Buffer.concat([sealed, Buffer.of(0)]), 'a')).rejects.toThrow();
  });

  it('makes one key for many who need it first at once', async () => {
    const sealed = await Promise.all(Array.from({ length: 10 }, () => elsewhere().seal(bob, 'spool', secret, 'a')));
    for (const bytes of sealed) expect(await elsewhere().open(bob, 'spool', bytes, 'a')).toEqual(secret);
    expect(await server.dataSource.query(`SELECT 1 FROM data_keys WHERE user_id = $1 AND purpose = 'spool'`, [bob])).toHaveLength(1);
  });

  it('forgets for ever with the key, and opens what is sealed under the next one', async () => {
    const far = elsewhere();
    const sealed = await vault.seal(ann, 'template', secret, 'a');
    expect(await far.open(ann, 'template', sealed, 'a')).toEqual(secret);
    await vault.destroyKey(ann, 'template');
    await expect(vault.open(ann, 'template', sealed, 'a')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const anew = await vault.seal(ann, 'template', secret, 'a');
    await expect(vault.open(ann, 'template', sealed, 'a')).rejects.toThrow();
    expect(await far.open(ann, 'template', anew, 'a')).toEqual(secret);
  });

  it('keeps no key of a transaction that was rolled back', async () => {
    const carl = (await signUp(server, 'carl@example.org')).id;
    await server.dataSource
      .transaction(async (manager) => {
        await vault.seal(carl, 'template', secret, 'a', manager);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    expect(await server.dataSource.query('SELECT 1 FROM data_keys WHERE user_id = $1', [carl])).toEqual([]);
    const sealed = await vault.seal(carl, 'template', secret, 'a');
    expect(await elsewhere().open(carl, 'template', sealed, 'a')).toEqual(secret);
  });

  it('needs the master key', async () => {
    const sealed = await vault.seal(ann, 'evidence', secret, 'a');
    const thief = new VaultService(server.dataSource, new KeyService({ current: randomBytes(32), next: null }, 'x'));
    await expect(thief.open(ann, 'evidence', sealed, 'a')).rejects.toThrow();
  });
});
