/**
 * An address that its owner recognises and nobody else learns: first letter and domain.
 * @example maskEmail('ann.lee@example.org') // 'a…@example.org'
 */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '…' : `${/^./su.exec(email)?.[0] ?? ''}…${email.slice(at)}`;
}
