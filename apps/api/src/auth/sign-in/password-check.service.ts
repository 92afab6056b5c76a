import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { LogIn } from '@invigil/shared';
import type { DataSource } from 'typeorm';
import type { ClientInfo } from '../callers/client-info.js';
import { FailedSignIns } from './failed-sign-ins.service.js';
import { PasswordsService } from '../users/passwords.service.js';
import { SignInLimits } from './sign-in-limits.js';
import { User } from '../entities/user.entity.js';

const KNOWN_DEVICE = `
  SELECT EXISTS (SELECT FROM login_sessions s JOIN users u ON u.id = s.user_id WHERE u.email = $1 AND s.device_hash = $2) AS known
`;

/** Compares passwords: so many tries, and the same work whether or not there is such an account. */
@Injectable()
export class PasswordCheck {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly passwords: PasswordsService,
    private readonly limits: SignInLimits,
    private readonly failures: FailedSignIns,
  ) {}

  /** @returns the account, or null for an unknown address, a wrong password and a closed account alike */
  async signIn({ email, password }: LogIn, client: ClientInfo): Promise<User | null> {
    const user = await this.source.getRepository(User).findOneBy({ email });
    const right = await this.compare(email, user?.passwordHash ?? null, password, client);
    if (right && user?.active === true) return user;
    if (user) this.failures.note(user.id, client);
    return null;
  }

  /** Whether it is the password of somebody who has signed in. */
  async isOf(userId: string, password: string, client: ClientInfo): Promise<boolean> {
    const { email, passwordHash } = await this.source.getRepository(User).findOneByOrFail({ id: userId });
    return this.compare(email, passwordHash, password, client);
  }

  private async compare(email: string, stored: string | null, password: string, { address, deviceHash }: ClientInfo): Promise<boolean> {
    const [row] = await this.source.query<{ known: boolean }[]>(KNOWN_DEVICE, [email, deviceHash ?? null]);
    const knownDevice = row?.known === true ? deviceHash?.toString('hex') : undefined;
    return this.limits.guess(email, { address, knownDevice }, () => this.passwords.matches(stored, password));
  }
}
