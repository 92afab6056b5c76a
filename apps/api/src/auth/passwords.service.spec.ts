import { verify } from 'argon2';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PasswordsService } from './passwords.service.js';

vi.mock('argon2', { spy: true });

describe('PasswordsService', () => {
  const passwords = new PasswordsService();
  beforeEach(() => void vi.mocked(verify).mockClear());

  it('knows the password it hashed, and no other', async () => {
    const stored = await passwords.hash('three random words');
    expect(await passwords.matches(stored, 'three random words')).toBe(true);
    expect(await passwords.matches(stored, 'three random word')).toBe(false);
  });

  it('does the same work for an account that does not exist, and says no', async () => {
    const stored = await passwords.hash('three random words');
    await passwords.matches(stored, 'a guess');
    expect(await passwords.matches(null, 'a guess')).toBe(false);
    const costs = vi.mocked(verify).mock.calls.map(([hash]) => hash.split('$').slice(1, 4).join('$'));
    expect(costs).toEqual(['argon2id$v=19$m=19456,t=2,p=1', 'argon2id$v=19$m=19456,t=2,p=1']);
  });
});
