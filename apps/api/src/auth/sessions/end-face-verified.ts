import { IsNull, Not, type EntityManager } from 'typeorm';
import { LoginSession } from '../entities/login-session.entity.js';

/** What a verified face has opened closes in all of somebody's sessions: what it was compared with is gone, or they no longer agree to it. */
export async function endFaceVerified(userId: string, manager: EntityManager): Promise<void> {
  await manager.getRepository(LoginSession).update({ userId, faceVerifiedAt: Not(IsNull()) }, { faceVerifiedAt: null });
}
