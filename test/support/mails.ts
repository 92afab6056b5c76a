import { MailRow } from '../../apps/api/src/mail/mail.entity.js';
import { MailSeal, type WrittenMail } from '../../apps/api/src/mail/mail-seal.js';
import type { TestApp } from './test-app.js';

export interface OpenedMail extends WrittenMail {
  kind: MailRow['kind'];
}

/** The mails that were written to an address, oldest first, opened as their reader would. */
export async function mailsTo({ app, dataSource }: TestApp, recipient: string): Promise<OpenedMail[]> {
  const rows = await dataSource.getRepository(MailRow).find({ where: { recipient }, order: { id: 'ASC' } });
  return rows.map((row) => {
    const written = app.get(MailSeal, { strict: false }).open(row);
    if (!written) throw new Error(`What the mail ${row.kind} to ${recipient} said is erased.`);
    return { ...written, kind: row.kind };
  });
}

/** The kinds of the mails that were written to an address, oldest first. */
export const kindsTo = async (server: TestApp, recipient: string): Promise<string[]> =>
  (await mailsTo(server, recipient)).map(({ kind }) => kind);

/** The link of the newest mail of a kind. */
export async function linkTo(server: TestApp, recipient: string, kind: MailRow['kind']): Promise<string> {
  const link = (await mailsTo(server, recipient)).findLast((mail) => mail.kind === kind)?.link;
  if (link == null) throw new Error(`There is no mail ${kind} with a link to ${recipient}.`);
  return link;
}

/** The token behind the # of that link. */
export const mailedToken = async (server: TestApp, recipient: string, kind: MailRow['kind']): Promise<string> =>
  new URL(await linkTo(server, recipient, kind)).hash.slice(1);
