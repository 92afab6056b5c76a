import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface Arrived {
  readonly raw: string;
  readonly mail: Email;
  readonly to: string[];
  /** Who had signed in to hand it over; null where nobody was asked. */
  readonly user: string | null;
  /** Whether it came over TLS. */
  readonly encrypted: boolean;
}

export interface MailServer {
  readonly arrived: Arrived[];
  /** How many connections were made. */
  readonly connections: () => number;
  /** How often somebody has sent a password. */
  readonly signIns: () => number;
  /** Takes the next mail whole and then hangs up instead of saying so. */
  hangUpOnce(): void;
  close(): Promise<void>;
}

export interface MailServerOptions {
  readonly port: number;
  /** What it answers to an address, such as `550 no such user`; undefined takes it. */
  readonly refuse?: (address: string) => string | undefined;
  /** TLS with a certificate that nobody vouches for, from the first byte or once it is asked for, and then only to whoever signs in. */
  readonly guarded?: { readonly implicit: boolean; readonly password: () => string };
}

/** A real SMTP server that keeps what it gets. */
export async function startMailServer({ port, refuse, guarded }: MailServerOptions): Promise<MailServer> {
  const arrived: Arrived[] = [];
  let connections = 0;
  let signIns = 0;
  let hangUp = false;
  const server = new SMTPServer({
    ...(guarded ? { secure: guarded.implicit } : { authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] }),
    onAuth: ({ username, password }, _session, done) => {
      signIns += 1;
      if (password === guarded?.password()) done(null, { user: username });
      else done(new Error('Invalid username or password'));
    },
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onRcptTo: ({ address }, _session, done) => {
      const answer = refuse?.(address);
      done(answer === undefined ? null : Object.assign(new Error(answer.slice(4)), { responseCode: Number(answer.slice(0, 3)) }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        void PostalMime.parse(raw).then((mail) => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          arrived.push({ raw, mail, to, user: typeof session.user === 'string' ? session.user : null, encrypted: session.secure });
          if (!hangUp) {
            done();
            return;
          }
          hangUp = false;
          for (const connection of server.connections) (connection as { _socket: { destroy(): void } })._socket.destroy();
        });
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    arrived,
    connections: () => connections,
    signIns: () => signIns,
    hangUpOnce: () => {
      hangUp = true;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
