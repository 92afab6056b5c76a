/** Work that nobody waits for, until the end: what was begun is finished before the database is let go. */
export class Pending {
  private readonly running = new Map<string, Promise<void>>();

  /** @param work must not reject */
  add(name: string, work: Promise<void>): void {
    this.running.set(name, work);
    void work.finally(() => this.running.delete(name));
  }

  has(name: string): boolean {
    return this.running.has(name);
  }

  /** Settles when all that was added has ended, also what is added meanwhile. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }
}
