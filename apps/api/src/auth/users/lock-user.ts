import type { EntityManager } from 'typeorm';
import { Problem } from '../../http/problem.js';
import { User } from '../entities/user.entity.js';

/** Holds the account's row until the transaction ends, so that consent, enrolment and reset of one person come one after the other. */
export async function lockUser(userId: string, manager: EntityManager): Promise<User> {
  const user = await manager.getRepository(User).findOne({ where: { id: userId }, lock: { mode: 'pessimistic_write' } });
  if (!user) throw new Problem('NOT_FOUND', 'There is no such person; reload the list.');
  return user;
}
