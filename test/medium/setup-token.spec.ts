import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SetupService } from '../../apps/api/src/keys/setup.service.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

describe('SetupService', () => {
  let server: TestApp;
  let setup: SetupService;
  const consume = (token: string) => server.dataSource.transaction((manager) => setup.consumeSetupToken(token, manager));
  beforeAll(async () => {
    server = await startTestApp();
    setup = server.app.get(SetupService);
  });
  afterAll(() => server.close());

  it('is needed while there is no administrator', async () => {
    expect(await setup.isNeeded()).toBe(true);
  });

  it('knows the newest token only, and stores none of them', async () => {
    const old = await setup.mint();
    const token = await setup.mint();
    expect(await setup.verifySetupToken(old)).toBe(false);
    expect(await setup.verifySetupToken('')).toBe(false);
    expect(await setup.verifySetupToken(token)).toBe(true);
    const rows = await server.dataSource.query<unknown[]>('SELECT * FROM installation');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('gives one of ten at once the set-up', async () => {
    const token = await setup.mint();
    const won = await Promise.all(Array.from({ length: 10 }, () => consume(token)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await setup.verifySetupToken(token)).toBe(false);
  });

  it('keeps the token when the transaction that used it fails', async () => {
    const token = await setup.mint();
    const failing = server.dataSource.transaction(async (manager) => {
      await setup.consumeSetupToken(token, manager);
      throw new Error('the account could not be made');
    });
    await expect(failing).rejects.toThrow('could not be made');
    expect(await consume(token)).toBe(true);
  });
});
