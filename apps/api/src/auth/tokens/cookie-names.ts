/** `__Host-` makes browsers insist on Secure, our own host and the path `/`; plain HTTP on localhost cannot have it. */
export const accessCookie = (secure: boolean): string => (secure ? '__Host-invigil_access' : 'invigil_access');

/** Sent to `/auth` only, which `__Host-` does not allow; `__Secure-` still insists on HTTPS. */
export const refreshCookie = (secure: boolean): string => (secure ? '__Secure-invigil_refresh' : 'invigil_refresh');

/** Names the browser, not the person: it outlives a sign-in. */
export const deviceCookie = (secure: boolean): string => (secure ? '__Host-invigil_device' : 'invigil_device');
