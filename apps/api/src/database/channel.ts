import { Logger } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';

/** What somebody does with what a channel brings. */
interface Ears {
  /** A message, once the transaction that sent it has committed. */
  heard: (message: string) => void;
  /** The connection stands again: what was said meanwhile was not heard. */
  back: () => void;
}

const SHORTEST_MS = 250;
const LONGEST_MS = 30_000;

/** Listens to a channel of PostgreSQL (LISTEN) on a connection of its own, and once more whenever that is lost, ever more slowly while the database is away. */
export class Channel {
  private readonly logger = new Logger(Channel.name);
  private client: PoolClient | null = null;
  private retry: NodeJS.Timeout | undefined;
  private failures = 0;
  private closed = false;

  /** @param name an SQL identifier, never something that a user has written */
  constructor(
    private readonly pool: Pool,
    private readonly name: string,
    private readonly ears: Ears,
  ) {}

  /** Returns once it listens, or has failed for the first time: then it goes on trying by itself. */
  async open(): Promise<void> {
    try {
      await this.listen();
      if (this.failures > 0) this.ears.back();
      this.failures = 0;
    } catch (error) {
      this.tryAgain(error);
    }
  }

  /** To be called before the pool ends, which waits for its connections. */
  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.letGo();
  }

  private async listen(): Promise<void> {
    const client = await this.pool.connect();
    this.client = client;
    // an `end` follows
    client.on('error', () => undefined);
    client.once('end', () => {
      if (this.client === client) this.tryAgain(new Error('the connection was lost'));
    });
    client.on('notification', ({ payload }) => this.ears.heard(payload ?? ''));
    if (this.closed) this.letGo();
    else await client.query(`LISTEN ${this.name}`);
  }

  private tryAgain(error: unknown): void {
    this.letGo();
    if (this.closed) return;
    this.failures += 1;
    const wait = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (this.failures - 1));
    const cause = error instanceof Error ? error.message : 'unknown';
    this.logger.warn(`Changes of other processes are not heard (${this.name}): ${cause}. Trying again in ${String(wait / 1000)} s.`);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.open(), wait);
    this.retry.unref();
  }

  /** Ends the connection: a pool must not lend one that listens. */
  private letGo(): void {
    const { client } = this;
    this.client = null;
    client?.release(true);
  }
}
