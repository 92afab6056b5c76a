import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { describe, expect, it } from 'vitest';
import { hashOfRefreshToken, mintRefreshToken, openSuccessor, sealSuccessor, sessionOfRefreshToken } from './refresh-token.js';

const secret = 'the secret of this server';

describe('refresh tokens', () => {
  it('name their session to this server only', () => {
    const id = uuid();
    const token = mintRefreshToken(id, secret);
    expect(sessionOfRefreshToken(token, secret)).toBe(id);
    expect(sessionOfRefreshToken(token, 'another secret')).toBeNull();
    expect(mintRefreshToken(id, secret)).not.toBe(token);
  });

  it('cannot be made up or changed', () => {
    const token = mintRefreshToken(uuid(), secret);
    fc.assert(fc.property(fc.string(), (text) => sessionOfRefreshToken(text, secret) === null));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: token.length - 1 }),
        fc.constantFrom('A', 'B', 'y', 'z', '0', '9', '-', '_'),
        (place, letter) => {
          const changed = token.slice(0, place) + letter + token.slice(place + 1);
          return changed === token || sessionOfRefreshToken(changed, secret) === null;
        },
      ),
    );
  });

  it('open their successor, and no other token does', () => {
    const [token, successor, other] = [1, 2, 3].map(() => mintRefreshToken(uuid(), secret)) as [string, string, string];
    const sealed = sealSuccessor(token, successor);
    expect(openSuccessor(token, sealed)).toBe(successor);
    expect(() => openSuccessor(other, sealed)).toThrow();
    expect(sealed.includes(Buffer.from(successor))).toBe(false);
  });

  it('are kept as a hash', () => {
    const token = mintRefreshToken(uuid(), secret);
    expect(hashOfRefreshToken(token)).toHaveLength(32);
    expect(hashOfRefreshToken(token).equals(hashOfRefreshToken(token))).toBe(true);
  });
});
