import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PasswordsService } from './passwords.service.js';

describe('PasswordsService', () => {
  let passwords: PasswordsService;
  const verify = vi.fn<typeof import('argon2').verify>();
  beforeAll(async () => {
    vi.resetModules();
    const argon2 = await vi.importActual<typeof import('argon2')>('argon2');
    verify.mockImplementation(argon2.verify);
    vi.doMock('argon2', () => ({ ...argon2, verify }));
    passwords = new (await import('./passwords.service.js')).PasswordsService();
  });
  afterAll(() => {
    vi.doUnmock('argon2');
    vi.resetModules();
  });

  it('knows the password it hashed, and no other', async () => {
    const stored = await passwords.hash('three random words');
    expect(await passwords.matches(stored, 'three random words')).toBe(true);
    expect(await passwords.matches(stored, 'three random word')).toBe(false);
  });

  it('does the same work for an account that does not exist, and says no', async () => {
    const stored = await passwords.hash('three random words');
    verify.mockClear();
    await passwords.matches(stored, 'a guess');
    expect(await passwords.matches(null, 'a guess')).toBe(false);
    const costs = verify.mock.calls.map(([hash]) => hash.split('$').slice(1, 4));
    expect(costs).toHaveLength(2);
    expect(costs[1]).toEqual(costs[0]);
  });
});
