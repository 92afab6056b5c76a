import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildLink, verifyChain, type Head, type Link, type SaltedPayload } from './chain.js';

interface Chain {
  links: Link[];
  payloads: (SaltedPayload | null)[];
  head: Head;
}

function chainOf(texts: string[]): Chain {
  const chain: Chain = { links: [], payloads: [], head: { hash: null, length: 0 } };
  for (const text of texts) {
    const { link, payload } = buildLink(chain.head, Buffer.from(text));
    chain.links.push(link);
    chain.payloads.push(payload);
    chain.head = { hash: link.hash, length: link.link };
  }
  return chain;
}
const verify = ({ links, payloads, head }: Chain) => verifyChain(links, payloads, head);
const texts = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 });
const atLeastTwo = fc.array(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 12 });
const flipped = (bytes: Buffer, place: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[place % copy.length] = (copy[place % copy.length] ?? 0) ^ 1;
  return copy;
};

describe('a chain', () => {
  it('verifies as it was built, also when it is empty', () => {
    expect(verify(chainOf([]))).toBeNull();
    fc.assert(
      fc.property(texts, (all) => {
        expect(verify(chainOf(all))).toBeNull();
      }),
    );
  });

  it('begins with 32 zero bytes and counts from 1', () => {
    const { links } = chainOf(['a', 'b']);
    expect(links[0]?.prevHash).toEqual(Buffer.alloc(32));
    expect(links.map(({ link }) => link)).toEqual([1, 2]);
    expect(links[1]?.prevHash).toEqual(links[0]?.hash);
  });

  it('fails when any byte of any hash is flipped', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(31), fc.constantFrom('commitment', 'prevHash', 'hash'), (all, which, place, field) => {
        const chain = chainOf(all);
        const index = which % all.length;
        const link = chain.links[index] as Link;
        chain.links[index] = { ...link, [field]: flipped(link[field], place) };
        expect(verify(chain)?.at).toBe(index + 1);
      }),
    );
  });

  it('fails when any byte of a payload or its salt is flipped', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), fc.constantFrom('salt', 'bytes'), (all, which, place, field) => {
        const chain = chainOf(all);
        const index = which % all.length;
        const payload = chain.payloads[index] as SaltedPayload;
        chain.payloads[index] = { ...payload, [field]: flipped(payload[field], place) };
        expect(verify(chain)).toEqual({ at: index + 1, problem: 'commitment' });
      }),
    );
  });

  it('fails when an event is dropped, wherever it stood, also at the tail', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (all, which) => {
        const chain = chainOf(all);
        chain.links.splice(which % all.length, 1);
        chain.payloads.splice(which % all.length, 1);
        expect(verify(chain)).not.toBeNull();
      }),
    );
  });

  it('fails when an event is taken out of the middle, the numbers of the rest are right and the head knows how many there are', () => {
    const { links, payloads, head } = chainOf(['a', 'b', 'c']);
    const [first, , last] = links as [Link, Link, Link];
    const without = {
      links: [first, { ...last, link: 2 }],
      payloads: [payloads[0] ?? null, payloads[2] ?? null],
      head: { ...head, length: 2 },
    };
    expect(verify(without)).toEqual({ at: 2, problem: 'previous_hash' });
  });

  it('fails when a tail is cut off and the numbers of the rest are right', () => {
    const chain = chainOf(['a', 'b', 'c']);
    chain.links.pop();
    chain.payloads.pop();
    expect(verify(chain)).toEqual({ at: 2, problem: 'head' });
  });

  it('fails when two events change places, with or without their numbers', () => {
    fc.assert(
      fc.property(atLeastTwo, fc.nat(), fc.boolean(), (all, which, renumber) => {
        const chain = chainOf(all);
        const index = which % (all.length - 1);
        const [first, second] = [chain.links[index] as Link, chain.links[index + 1] as Link];
        chain.links[index] = renumber ? { ...second, link: first.link } : second;
        chain.links[index + 1] = renumber ? { ...first, link: second.link } : first;
        expect(verify(chain)).not.toBeNull();
      }),
    );
  });

  it('fails when two payloads change places', () => {
    const chain = chainOf(['a', 'b', 'c']);
    const { payloads } = chain;
    [payloads[0], payloads[1]] = [payloads[1] ?? null, payloads[0] ?? null];
    expect(verify(chain)).toEqual({ at: 1, problem: 'commitment' });
  });

  it('fails when an event is added that the head does not know', () => {
    const chain = chainOf(['a', 'b']);
    const { link, payload } = buildLink(chain.head, Buffer.from('c'));
    expect(verify({ links: [...chain.links, link], payloads: [...chain.payloads, payload], head: chain.head })?.problem).toBe('head');
    expect(verify({ ...chain, payloads: [...chain.payloads, payload] })?.problem).toBe('payload_misplaced');
  });

  it('still verifies after payloads were erased with their salts', () => {
    fc.assert(
      fc.property(texts, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (all, erased) => {
        const chain = chainOf(all);
        chain.payloads = chain.payloads.map((payload, index) => (erased[index] ? null : payload));
        expect(verify(chain)).toBeNull();
      }),
    );
  });

  it('commits to the salt: the same payload never has the same commitment twice', () => {
    const bytes = Buffer.from('{}');
    const head: Head = { hash: randomBytes(32), length: 3 };
    expect(buildLink(head, bytes).link.commitment).not.toEqual(buildLink(head, bytes).link.commitment);
  });
});
