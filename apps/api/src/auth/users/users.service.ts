import { Injectable } from '@nestjs/common';
import type { Role, SignUp } from '@invigil/shared';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Problem } from '../../http/problem.js';
import { PasswordsService } from './passwords.service.js';
import { User } from '../entities/user.entity.js';

const UNIQUE_VIOLATION = '23505';

@Injectable()
export class UsersService {
  constructor(private readonly passwords: PasswordsService) {}

  /** @throws Problem CONFLICT when the address has an account */
  async create({ email, password, name }: SignUp, as: { role: Role; verified: boolean }, manager: EntityManager): Promise<User> {
    const passwordHash = await this.passwords.hash(password);
    const rows = manager.getRepository(User);
    const user = rows.create({
      id: uuid(),
      email,
      username: null,
      name: name ?? null,
      passwordHash,
      ...as,
      active: true,
      lastLogin: null,
      previousLogin: null,
      displayImage: null,
      privacy: {},
    });
    try {
      await rows.insert(user);
    } catch (error) {
      const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
      if (code === UNIQUE_VIOLATION)
        throw new Problem('CONFLICT', 'This e-mail address has an account already. Sign in, or use another address.');
      throw error;
    }
    return user;
  }
}
