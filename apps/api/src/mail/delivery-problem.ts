/** Why a mail was not taken, for the administrator. */
export interface DeliveryProblem {
  reason: string;
  /** The server will not take this mail, however often it is tried. */
  final: boolean;
}

const REASONS: Record<string, string> = {
  EAUTH: 'The mail server refused the user or password of SMTP_URL.',
  EDNS: 'The mail server of SMTP_URL was not found; check its name.',
  ETLS: 'No encrypted connection to the mail server could be made; check the port and smtp or smtps in SMTP_URL.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ECONNECTION: 'The mail server could not be reached, or ended the connection.',
  ESOCKET: 'The mail server could not be reached, or ended the connection.',
  EENVELOPE: 'The mail server refused the sender or the recipient.',
  EMESSAGE: 'The mail server refused the mail.',
};
const UNTRUSTED =
  'The certificate of the mail server is not one that this machine trusts; put that right there, or name its issuer in NODE_EXTRA_CA_CERTS and start the server again.';
const LONGEST = 200;

interface SmtpError {
  code?: string;
  message?: string;
  responseCode?: number;
  response?: string;
}

/**
 * Puts an error of the transport in words. What the server answered is quoted without addresses of pages: it may repeat a line of the mail,
 * whose links open accounts.
 */
export function deliveryProblem(error: unknown): DeliveryProblem {
  const { code = '', message = '', responseCode, response } = (error ?? {}) as SmtpError;
  const answer = (response ?? '')
    .replace(/\S*:\/\/\S*/g, '[link]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);
  // the transport gives it no code of its own
  const reason = /certificate/i.test(message) ? UNTRUSTED : (REASONS[code] ?? REASONS['ECONNECTION'] ?? '');
  return {
    reason: answer === '' ? reason : `${reason} It answered: ${answer}`,
    final: (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode !== undefined && responseCode >= 500,
  };
}
