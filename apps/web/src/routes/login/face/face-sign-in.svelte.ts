import { CONSENT_VERSIONS, type FaceSearched, type FaceSignedIn } from '@invigil/shared';
import { secondStepOf, type SecondStep } from '#lib/account/second-step.ts';
import { api } from '#lib/api.ts';

type At =
  | { at: 'asking' }
  | { at: 'tasks' }
  | { at: 'searching'; message: string }
  | { at: 'nobody'; message: string }
  | { at: 'second'; step: SecondStep }
  | { at: 'failed'; error: unknown }
  | { at: 'in'; isNew: boolean };

/** A sign-in by face, from the question to the session. */
export class FaceSignIn {
  #now = $state.raw<At>({ at: 'asking' });
  name = $state('');

  get now(): At {
    return this.#now;
  }

  begin = (): void => {
    this.#now = { at: 'tasks' };
  };
  again = (): void => {
    this.#now = { at: 'asking' };
  };
  fail(error: unknown): void {
    this.#now = { at: 'failed', error };
  }

  /** @param liveness ticket of the tasks */
  search = async (liveness: string): Promise<void> => {
    this.#now = { at: 'searching', message: 'Looking for you among the people who have set this up…' };
    const name = this.name.trim();
    try {
      const body = { liveness, consent: CONSENT_VERSIONS.sign_in, ...(name === '' ? {} : { name }) };
      const found = await api.post<FaceSearched>('/api/upload/verification', body, { session: false });
      if (found.ticket === null) {
        this.#now = { at: 'nobody', message: found.message };
        return;
      }
      this.#now = { at: 'searching', message: found.message };
      const { isNewUser } = await api.post<FaceSignedIn>('/api/auth/face-verification', { ticket: found.ticket }, { session: false });
      this.#now = { at: 'in', isNew: isNewUser };
    } catch (error) {
      const step = secondStepOf(error);
      this.#now = step ? { at: 'second', step } : { at: 'failed', error };
    }
  };
}
