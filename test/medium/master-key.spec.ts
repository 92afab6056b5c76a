import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Config } from '../../apps/api/src/config/config.js';
import { fitMasterKey } from '../../apps/api/src/keys/fit-master-key.js';
import { jwtSecretOf, masterKeyPath } from '../../apps/api/src/keys/key-files.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

describe('the master key', () => {
  let dataDir: string;
  let database: TestDatabase;
  let config: Config;
  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'invigil-keys-'));
    database = await createTestDatabase();
    config = new Config({ dataDir });
  });
  afterEach(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is made once, for its owner alone, and found again', async () => {
    const made = await fitMasterKey(config, database.connection);
    expect(statSync(masterKeyPath(config)).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700);
    expect(await fitMasterKey(config, database.connection)).toEqual(made);
  });

  it('is never made anew while data exists: the start stops and says how to restore it', async () => {
    await fitMasterKey(config, database.connection);
    const copy = readFileSync(masterKeyPath(config));
    unlinkSync(masterKeyPath(config));
    await expect(fitMasterKey(config, database.connection)).rejects.toThrow(
      /master\.key is missing .* put the file back from your back-up/,
    );
    expect(() => statSync(masterKeyPath(config))).toThrow('ENOENT');
    writeFileSync(masterKeyPath(config), copy);
    await expect(fitMasterKey(config, database.connection)).resolves.toMatchObject({ next: null });
  });

  it('must be the one of this database', async () => {
    await fitMasterKey(config, database.connection);
    writeFileSync(masterKeyPath(config), randomBytes(32).toString('base64'));
    await expect(fitMasterKey(config, database.connection)).rejects.toThrow('is not the one of this database');
    writeFileSync(masterKeyPath(config), 'half a k');
    await expect(fitMasterKey(config, database.connection)).rejects.toThrow('does not hold a key of 32 bytes');
  });

  it('may be given by a setting, and then lies in no file', async () => {
    const masterKey = randomBytes(32);
    expect(await fitMasterKey(new Config({ dataDir, masterKey }), database.connection)).toEqual({ current: masterKey, next: null });
    expect(() => statSync(masterKeyPath(config))).toThrow('ENOENT');
    await expect(fitMasterKey(new Config({ dataDir, masterKey: randomBytes(32) }), database.connection)).rejects.toThrow(
      'INVIGIL_MASTER_KEY',
    );
  });

  it('and the signing secret are never made silently in production', async () => {
    const production = new Config({ dataDir, production: true });
    await expect(fitMasterKey(production, database.connection)).rejects.toThrow('INVIGIL_MASTER_KEY is missing');
    expect(() => jwtSecretOf(production)).toThrow('JWT_SECRET is missing');
    const made = jwtSecretOf(config);
    expect(jwtSecretOf(production)).toBe(made);
  });
});
