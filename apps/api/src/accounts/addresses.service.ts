import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { isPlaceholderAddress, type Done } from '@invigil/shared';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { AccountLinks, expiredLink } from '../auth/links/account-links.service.js';
import type { ClientInfo } from '../auth/callers/client-info.js';
import { lockUser } from '../auth/users/lock-user.js';
import type { Person } from '../auth/tokens/person.js';
import { User } from '../auth/entities/user.entity.js';
import { claimByAddress } from '../exams/claim-by-address.js';
import { maskEmail } from '../exams/mask-email.js';
import { Problem } from '../http/problem.js';
import { AccountLimits } from './account-limits.js';
import { AccountNotes } from './account-notes.service.js';
import { Mailer } from '../mail/mailer.service.js';

const UNIQUE_VIOLATION = '23505';

/** Whether an account's address belongs to its owner. A link in a mail shows it, opened by whoever has also signed in. */
@Injectable()
export class AddressesService {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly links: AccountLinks,
    private readonly mailer: Mailer,
    private readonly notes: AccountNotes,
    private readonly limits: AccountLimits,
  ) {}

  /** Mails the link that confirms the account's address. */
  async ask(user: User, manager: EntityManager): Promise<void> {
    const token = await this.links.mint('confirm', { userId: user.id, email: user.email }, manager);
    await this.mailer.queue({ to: user.email, personId: user.id, kind: 'confirm-address', link: `/confirm#${token}` }, manager);
  }

  async askAgain(person: Person): Promise<Done> {
    await this.source.transaction(async (manager) => {
      const user = await lockUser(person.id, manager);
      if (isPlaceholderAddress(user.email))
        throw new Problem('WRONG_STATE', 'Your account has no address yet. Enter one on your account page.');
      if (user.verified) throw new Problem('WRONG_STATE', 'Your address is confirmed already; there is nothing to do.');
      if (!this.limits.mayMail(user.email, person.id)) throw manyMails();
      await this.ask(user, manager);
    });
    return { status: 'success', message: 'A new link is on its way. Look into your spam folder too.' };
  }

  /**
   * Mails a link to the new address; the old one holds until it is opened. Of an address that has an account the answer is the same,
   * and only its owner is told.
   */
  async askForChange(person: Person, email: string): Promise<Done> {
    this.limits.change(person.id);
    if (email === person.email) throw new Problem('WRONG_STATE', 'This is your address already. Enter the new one.');
    if (!this.limits.mayMail(email, person.id)) throw manyMails();
    await this.source.transaction(async (manager) => {
      const taken = await manager.getRepository(User).existsBy({ email });
      const token = await this.links.mint('change_address', { userId: person.id, email }, manager);
      if (taken) await this.mailer.queue({ to: email, personId: null, kind: 'already-registered', ...WAYS_IN }, manager);
      else await this.mailer.queue({ to: email, personId: person.id, kind: 'confirm-address', link: `/confirm#${token}` }, manager);
    });
    return { status: 'success', message: `Open the link in the mail to ${email}. Until then your old address holds.` };
  }

  /** Opens a link of either kind. @throws Problem LINK_EXPIRED */
  async confirm(person: Person, token: string, client: ClientInfo): Promise<Done & { email: string }> {
    this.limits.tryLink(client.address);
    return this.source.transaction(async (manager) => {
      const { user, purpose, email } = await this.links.take(['confirm', 'change_address'], token, manager, person.id);
      if (purpose === 'change_address') await this.change(user, email, client, manager);
      else if (user.email !== email) throw expiredLink();
      else await this.notes.write(user, { action: 'address.confirmed', client }, manager);
      await manager.getRepository(User).update({ id: user.id }, { verified: true });
      await claimByAddress({ userId: user.id }, manager);
      return { status: 'success', message: 'Your address is confirmed.', email };
    });
  }

  private async change(user: User, email: string, client: ClientInfo, manager: EntityManager): Promise<void> {
    await manager
      .getRepository(User)
      .update({ id: user.id }, { email })
      .catch((error: unknown) => {
        throw isTaken(error)
          ? new Problem('CONFLICT', 'This address has got an account of its own meanwhile. Sign in to that one.')
          : error;
      });
    // What went to the old address no longer opens anything.
    await this.links.end(user.id, ['confirm', 'change_address', 'reset'], manager);
    const detail = { from: maskEmail(user.email), to: maskEmail(email) };
    await this.notes.write(
      user,
      { action: 'address.changed', detail, client, mail: { kind: 'address-changed', newAddress: email } },
      manager,
    );
  }
}

const WAYS_IN = { signInLink: '/login', resetLink: '/reset' };
const manyMails = (): Problem =>
  new Problem('TOO_MANY', 'Several mails have gone to this address already. Look for them, also in the spam folder, or wait 15 minutes.', {
    retryAfter: 15 * 60,
  });
const isTaken = (error: unknown): boolean =>
  error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION;
