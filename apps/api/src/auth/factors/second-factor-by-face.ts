import type { EntityManager } from 'typeorm';
import type { ClientInfo } from '../callers/client-info.js';

/** The face as a second factor; provided by whoever can compare faces. Without it a face is never asked for. */
export abstract class SecondFactorByFace {
  /** True when the installation wants it, the person has opted in and there is a template to compare with. */
  abstract isOffered(userId: string, manager: EntityManager): Promise<boolean>;
  /**
   * Uses up the ticket of a passed liveness run and compares its face with the person's own template.
   * @param ticket made for the purpose `sign_in`
   * @throws Problem when the ticket is spent, too old or somebody else's, or the face is another
   */
  abstract check(userId: string, ticket: string, client: ClientInfo, manager: EntityManager): Promise<void>;
}
