/**
 * Runs `task` while no other tab of this browser runs one.
 * Outside a secure context there are no locks: tabs then refresh each on their own, which the server allows for 30 s.
 */
export const oneTabAtATime = <T>(task: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('invigil.refresh', task) : task();
