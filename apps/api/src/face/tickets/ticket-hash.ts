import { createHash } from 'node:crypto';

/** What is kept of a ticket: whoever reads the memory or the database has nothing to use. */
export const ticketHash = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url');
