import { goto } from '$app/navigation';
import { ApiClient } from './api-client.ts';
import { oneTabAtATime } from './one-tab-at-a-time.ts';
import { signInPath } from './sign-in-path.ts';

export { ApiError, messageOf } from './api-error.ts';

/** The server's HTTP API. `await api.get<Profile>('/auth/profile')`; throws ApiError with a sentence for the person. */
export const api = new ApiClient({
  fetch: (input, init) => fetch(input, init),
  storage: localStorage,
  alone: oneTabAtATime,
  now: Date.now,
  onSignedOut: () => {
    dispatchEvent(new Event('invigil:signed-out'));
    const path = signInPath(location.pathname + location.search);
    if (path) void goto(path);
  },
});
