/**
 * Where a link of a mail leads: a path on this server, or a whole address.
 * @throws Error when it is neither http nor https, so that no mail ever carries a script
 */
export function addressOf(link: string, publicUrl: string): string {
  const address = new URL(link, `${publicUrl}/`);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Error(`A mail cannot link to ${address.protocol}`);
  return address.href;
}
