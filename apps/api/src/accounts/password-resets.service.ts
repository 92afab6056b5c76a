import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Done, ForgotPassword, ResetPassword } from '@invigil/shared';
import type { DataSource, EntityManager } from 'typeorm';
import { AccountLinks } from '../auth/links/account-links.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { User } from '../auth/entities/user.entity.js';
import { Mailer } from '../mail/mailer.service.js';
import { AccountLimits } from './account-limits.js';
import { NewPasswords } from './new-passwords.service.js';

/** Undoes the part of the work that is done for an account that does not exist. */
class NobodyThere extends Error {}

/** For whoever forgot the password: a link to the account's address, good once, for 30 minutes. */
@Injectable()
export class PasswordResets {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly links: AccountLinks,
    private readonly mailer: Mailer,
    private readonly passwords: NewPasswords,
    private readonly limits: AccountLimits,
  ) {}

  /** One answer for every address, and the same work: for an unknown one a link is made and a mail written too, and the mail taken back. */
  async forgot({ email }: ForgotPassword, client: ClientInfo): Promise<Done> {
    this.limits.ask(client.address);
    const mayMail = this.limits.mayMail(email, client.address);
    await this.source.transaction(async (manager) => {
      const found = await manager.getRepository(User).findOneBy({ email, active: true });
      await this.send(email, mayMail ? found : null, manager);
    });
    return { status: 'success', message: 'If this address has an account, a link is on its way to it. It works for 30 minutes.' };
  }

  /** @throws Problem LINK_EXPIRED */
  async reset({ token, password }: ResetPassword, client: ClientInfo): Promise<Done> {
    this.limits.tryLink(client.address);
    const announce = await this.source.transaction(async (manager) => {
      const { user } = await this.links.take(['reset'], token, manager);
      return this.passwords.reset(user, password, client, manager);
    });
    announce();
    return { status: 'success', message: 'Your password is changed, and you are signed out everywhere. Sign in with the new one.' };
  }

  private async send(email: string, user: User | null, manager: EntityManager): Promise<void> {
    const personId = user?.id ?? null;
    const token = await this.links.mint('reset', { userId: personId, email: user ? email : '' }, manager);
    const mail = { to: email, personId, kind: 'reset-password', link: `/reset#${token}` } as const;
    try {
      await manager.transaction(async (inner) => {
        await this.mailer.queue(mail, inner);
        if (!user) throw new NobodyThere();
      });
    } catch (error) {
      if (!(error instanceof NobodyThere)) throw error;
    }
  }
}
