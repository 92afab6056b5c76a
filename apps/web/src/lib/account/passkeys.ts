import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { ApiError } from '../api-error.ts';
import { api } from '../api.ts';
import type { CallOptions } from '../api-client.ts';

type Request = Parameters<typeof startAuthentication>[0]['optionsJSON'];
type Passkey = Awaited<ReturnType<typeof startAuthentication>>;
type Creation = Parameters<typeof startRegistration>[0]['optionsJSON'];

/** Whether this browser knows passkeys at all. */
export const passkeysWork = (): boolean => browserSupportsWebAuthn();

/**
 * Asks the server what to ask, then the device for a passkey.
 * @param path the call that answers with WebAuthn's options
 * @throws ApiError with a sentence for the person
 */
export async function givePasskey(path: string, body?: unknown, options?: CallOptions) {
  const optionsJSON = await api.post<Request>(path, body, options);
  return inWords(() => startAuthentication({ optionsJSON }));
}

/** A question of the server is good for 5 minutes; the browser is handed a fresh one before. */
const OFFERED_MS = 4 * 60_000;

/**
 * Where the browser can, lets it offer passkeys together with the addresses that it knows for a field with `autocomplete="username webauthn"`.
 * What goes wrong is not told: nobody has asked for it.
 * @param path the call that answers with WebAuthn's options
 * @returns ends the offer
 */
export function offerPasskeys(path: string, chosen: (passkey: Passkey) => void, options?: CallOptions): () => void {
  let over = false;
  const offer = async (): Promise<void> => {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    const optionsJSON = await api.post<Request>(path, undefined, options);
    if (!over) chosen(await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
  };
  const begin = () => void offer().catch(() => undefined);
  begin();
  const timer = setInterval(begin, OFFERED_MS);
  return () => {
    over = true;
    clearInterval(timer);
    WebAuthnAbortService.cancelCeremony();
  };
}

/** Makes a new passkey on the device that the person chooses. @throws ApiError with a sentence for the person */
export async function makePasskey() {
  const optionsJSON = await api.post<Creation>('/auth/passkeys/options');
  return inWords(() => startRegistration({ optionsJSON }));
}

/** A browser says little about why, on purpose; what it says is not for people. */
async function inWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const cause = error instanceof WebAuthnError && error.cause instanceof Error ? error.cause : error;
    throw new ApiError('BAD_REQUEST', SENTENCES[cause instanceof Error ? cause.name : ''] ?? NOT_GIVEN, 400);
  }
}

const NOT_GIVEN = 'No passkey was given. Try again, or choose another way.';
const SENTENCES: Record<string, string> = {
  InvalidStateError: 'This device has a passkey for your account already.',
  SecurityError: 'Passkeys do not work at this address. Open Invigil at the address that you were given.',
  NotSupportedError: 'This device cannot make such a passkey. Try another one.',
};
