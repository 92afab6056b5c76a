import { IsNull, Not, type EntityManager } from 'typeorm';
import { Passkey } from '../entities/passkey.entity.js';
import { TotpSecret } from '../entities/totp-secret.entity.js';

/** Whether the account has an authenticator app or a passkey: then the password alone does not sign it in. */
export const hasSecondFactor = async (userId: string, manager: EntityManager): Promise<boolean> =>
  (await manager.getRepository(TotpSecret).existsBy({ userId, confirmedAt: Not(IsNull()) })) ||
  (await manager.getRepository(Passkey).existsBy({ userId }));
