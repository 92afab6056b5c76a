import { isIPv6 } from 'node:net';

/**
 * What to count requests by: an IPv4 address as it is, an IPv6 address by its first 64 bits, since whoever has one of these has them all.
 * @example networkOf('2001:db8::1') // '2001:db8:0:0::/64'
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%');
  if (!isIPv6(bare)) return address;
  const [head = [], tail] = bare.split('::').map((part) => (part === '' ? [] : part.split(':'))) as [string[]?, string[]?];
  const after = tail ?? [];
  const used = head.length + after.length + (after.at(-1)?.includes('.') ? 1 : 0);
  const groups = tail === undefined ? head : [...head, ...Array<string>(Math.max(0, 8 - used)).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
