import type { Config } from '../../config/config.js';

/** For whom passkeys are made: the host that people open, and nothing below or beside it. */
export const relyingParty = ({ publicUrl, allowedOrigins }: Config) => ({
  rpID: new URL(publicUrl).hostname,
  origins: [...allowedOrigins],
});
